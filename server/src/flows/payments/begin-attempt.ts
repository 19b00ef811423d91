import { errors } from '@onfile/shared/errors.ts';
import { requireEvidence } from '../../params/mandate-data.ts';
import { type AttemptDoc, type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { statementDescriptor } from '../../resources/charges/statement-descriptor.ts';
import { type Saving, savingWithoutCheckout } from '../../resources/checkout-sessions/saving.ts';
import { statedConsent } from '../../resources/consents/stated-consent.ts';
import { captureMethodOf, confirmed, futureUsageOf } from '../../resources/payment-intents/rules.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import { requireChargeable } from '../../resources/payment-methods/rules.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import type { TakenCard } from '../cards/card-in-hand.ts';
import { credentialOf } from '../cards/credential.ts';
import { spendConfirmationToken } from '../cards/use-confirmation-token.ts';
import { requireCustomer } from '../customers/require-customer.ts';
import { begin } from '../money/machine.ts';
import { type Confirmation, clientOf, requireReturnUrl } from './confirmation.ts';
import { requireIdle } from './in-flight.ts';
import { isDraft, storeConfirmed } from './open-payment-intent.ts';
import { type BegunPayment, payment } from './payment-operation.ts';

/**
 * Commits, with the caller's transaction, an attempt to charge the intent, which is `processing` from then on; a draft is
 * stored in that state. Confirming and charging call it; if the process dies before the network is asked, the attempt is
 * found `untried` later. Throws 400 for what cannot be charged.
 */
export async function beginAttempt(
  call: OpenCall,
  transaction: Transaction,
  intent: PaymentIntentRow,
  taken: TakenCard | null,
  given: Confirmation,
): Promise<BegunPayment> {
  if (taken === null) throw errors.stateInvalid(missingCard, { code: 'payment_intent_unexpected_state' });
  const { row: card, inHand } = taken;
  requireEvidence(given.mandate_data, call.caller);
  if (!isDraft(intent)) await requireCustomer(transaction, intent.customer);
  requireChargeable(card, intent.customer, 'PaymentIntent');
  await requireIdle(transaction, card);
  requireReturnUrl(call, intent.doc.automatic_payment_methods, given, 'PaymentIntent');
  requirePresentForLaterUse(intent, given);
  const saving = savingWithoutCheckout(intent.customer, card, futureUsageOf(intent.doc));
  const attempt: AttemptRow = {
    id: call.services.ids.next('payment_attempt'),
    created: call.now,
    payment_intent: intent.id,
    checkout_session: null,
    payment_method: card.id,
    customer: intent.customer,
    status: 'started',
    doc: {
      network_request: call.services.ids.next('network_request'),
      amount: intent.amount,
      currency: intent.currency,
      capture: captureMethodOf(intent.doc),
      statement_descriptor: statementDescriptor(
        call.account.settings.statementDescriptor,
        intent.doc.statement_descriptor_suffix,
      ),
      new_card: card.customer === null,
      authentication: null,
      ...initiationOf(card, saving, given.off_session),
      on_challenge: challengeOf(given),
      saving,
      consent: saving.attach ? statedConsent(given.consent) : null,
      usage: saving.setupFutureUsage,
      buyer: {
        email: intent.doc.receipt_email ?? card.doc.billing_details.email,
        phone: card.doc.billing_details.phone,
        billing: null,
        shipping: null,
      },
      client: clientOf(call, given.mandate_data),
      return_url: given.return_url ?? null,
    },
  };
  await spendConfirmationToken(transaction, given.confirmation_token, call.now, {
    payment_intent: intent.id,
  });
  const processing = await storeConfirmed(
    call,
    transaction,
    intent,
    confirmed(intent, card.id, intent.doc.setup_future_usage),
  );
  await attempts.insert(transaction, attempt);
  return {
    attempt: await begin(call, transaction, payment, attempt),
    rows: { intent: processing, card, session: null },
    inHand,
  };
}

const missingCard =
  "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.";

/** Throws 400 if an absent customer would have to agree to later charges. */
function requirePresentForLaterUse(
  { doc }: PaymentIntentRow,
  { off_session: away = false }: Confirmation,
): void {
  if (away === false || futureUsageOf(doc) === null) return;
  throw errors.parameterInvalid(
    'You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent because you cannot set up future usages when processing payments off-session.',
    'off_session',
  );
}

function initiationOf(
  card: PaymentMethodRow,
  saving: Saving,
  offSession: Confirmation['off_session'],
): Pick<AttemptDoc, 'initiator' | 'credential'> {
  if (offSession === undefined || offSession === false) {
    return { initiator: 'customer', credential: credentialOf(card, saving) };
  }
  const reason = offSession === 'recurring' ? 'recurring' : 'unscheduled';
  return { initiator: 'merchant', credential: credentialOf(card, saving, reason) };
}

function challengeOf(given: Confirmation): AttemptDoc['on_challenge'] {
  if (given.error_on_requires_action === true) return 'refuse';
  return given.use_stripe_sdk === true || given.return_url === undefined ? 'sdk' : 'redirect';
}
