import { errors } from '@onfile/shared/errors.ts';
import { type MandateData, requireEvidence } from '../../params/mandate-data.ts';
import { statedConsent } from '../../resources/consents/stated-consent.ts';
import { requireChargeable } from '../../resources/payment-methods/rules.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import {
  type SetupAttemptDoc,
  type SetupAttemptRow,
  setupAttempts,
} from '../../resources/setup-attempts/table.ts';
import { confirmed } from '../../resources/setup-intents/rules.ts';
import { type SetupIntentRow, setupIntents } from '../../resources/setup-intents/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import { spendConfirmationToken } from '../cards/use-confirmation-token.ts';
import { requireCustomer } from '../customers/require-customer.ts';
import { type Begun, begin } from '../money/machine.ts';
import { type Confirmation, clientOf, requireReturnUrl } from '../payments/confirmation.ts';
import { requireIdle } from '../payments/in-flight.ts';
import { setup } from './setup-operation.ts';

const missingCard =
  "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.";

/**
 * Begins a setup attempt in the caller's transaction, which commits it with a lease and the request's key before the issuer
 * is asked. Called wherever a SetupIntent is confirmed, at checkout too. Throws 400 for what cannot be set up.
 */
export async function beginSetup(
  call: OpenCall,
  transaction: Transaction,
  intent: SetupIntentRow,
  card: PaymentMethodRow | null,
  given: Confirmation,
): Promise<Begun<SetupAttemptRow>> {
  if (card === null) throw errors.stateInvalid(missingCard, { code: 'setup_intent_unexpected_state' });
  requireEvidence(given.mandate_data, call.caller);
  await requireCustomer(transaction, intent.customer);
  requireChargeable(card, intent.customer, 'SetupIntent');
  await requireIdle(transaction, card);
  requireReturnUrl(call, intent.doc.automatic_payment_methods, given, 'SetupIntent');
  const attempt: SetupAttemptRow = {
    id: call.services.ids.next('setup_attempt'),
    created: call.now,
    setup_intent: intent.id,
    payment_method: card.id,
    customer: intent.customer,
    status: 'processing',
    doc: {
      network_request: call.services.ids.next('network_request'),
      card: cardDetails(card),
      authentication: null,
      on_challenge: given.use_stripe_sdk === true || given.return_url === undefined ? 'sdk' : 'redirect',
      return_url: given.return_url ?? null,
      error: null,
      usage: intent.doc.usage,
      consent: intent.customer !== null && card.customer === null ? statedConsent(given.consent) : null,
      client: clientOf(call, given.mandate_data),
      mandate: mandateOf(call, given.mandate_data),
    },
  };
  await spendConfirmationToken(transaction, given.confirmation_token, call.now, { setup_intent: intent.id });
  await setupIntents.update(transaction, confirmed(intent, card.id, attempt.id));
  await setupAttempts.insert(transaction, attempt);
  return begin(call, transaction, setup, attempt);
}

function mandateOf({ client, now }: OpenCall, given: MandateData | undefined): SetupAttemptDoc['mandate'] {
  if (given == null) return null;
  const { accepted_at, online, type } = given.customer_acceptance;
  const inferred = online?.infer_from_client === true;
  return {
    accepted_at: accepted_at ?? now,
    type,
    ip_address: type === 'online' ? (online?.ip_address ?? (inferred ? client.ipAddress : null)) : null,
    user_agent: type === 'online' ? (online?.user_agent ?? (inferred ? client.userAgent : null)) : null,
  };
}

function cardDetails({ doc: { card }, fingerprint }: PaymentMethodRow): SetupAttemptDoc['card'] {
  return {
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint,
    funding: card.funding,
    last4: card.last4,
    network: card.preferred_network ?? card.brand,
    three_d_secure: null,
    wallet: null,
  };
}
