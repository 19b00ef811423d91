import { clientSecretOf } from '@onfile/shared/client-secret.ts';
import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { businessNameOf } from '../../keys/account.ts';
import { mergeMetadata } from '../../params/groups.ts';
import { askedMode, modeOf } from '../../resources/checkout-sessions/modes.ts';
import type { CreateParams } from '../../resources/checkout-sessions/params.ts';
import { requireCreatable } from '../../resources/checkout-sessions/requirements.ts';
import { emptyDetails, isFree, newSession } from '../../resources/checkout-sessions/rules.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { sessionView } from '../../resources/checkout-sessions/view.ts';
import { type CustomerRow, customers } from '../../resources/customers/table.ts';
import { newSetupIntent } from '../../resources/setup-intents/rules.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import { makesIntentsAtOnce } from '../../versions/2022-08-01-intents-at-confirmation.ts';
import type { Call } from '../call.ts';
import { resolveLineItems } from '../catalog/resolve-line-items.ts';
import { openPaymentIntent } from '../payments/open-payment-intent.ts';
import { draftSessionIntent } from './session-intent.ts';

/** `POST /v1/checkout/sessions`. Inserts the session, with its intent if it has one from the start, in one transaction. */
export async function createCheckoutSession(call: Call<CreateParams>, transaction: Transaction) {
  const { params, livemode, now } = call;
  const { ids } = call.services;
  requireCreatable(params, call.account.settings.termsUrl, now);
  const customer = params.customer ? await requireCustomer(transaction, params.customer) : null;
  const id = ids.next(livemode ? 'checkout_session_live' : 'checkout_session_test');
  const mode = askedMode(params);
  const behaviour = modeOf({ mode });
  const { currency, lineItems } = behaviour.sells
    ? await resolveLineItems(call, transaction, params.line_items ?? [], {
        currency: params.currency,
        existing: [],
      })
    : { currency: params.currency ?? null, lineItems: [] };
  const secret = ids.next('session_secret_part');
  const made = newSession(params, {
    id,
    clientSecret: clientSecretOf(id, secret),
    business: { name: businessNameOf(call.account), color: call.account.settings.brandColor },
    hostedUrl: `${call.services.origin}/c/pay/${id}#${secret}`,
    now,
    mode,
    currency,
    setupIntent:
      behaviour.intent === 'setup_intent' ? await insertSetupIntent(call, transaction, id, customer) : null,
    lineItems,
    version: call.version,
    // The buyer has not given the other details yet.
    customer: customer && { id: customer.id, details: emptyDetails(customer.email) },
  });
  const intended =
    makesIntentsAtOnce(call.version) && behaviour.intent === 'payment_intent' && !isFree(made.doc);
  const intent = intended ? await openPaymentIntent(call, transaction, draftSessionIntent(call, made)) : null;
  const row = { ...made, payment_intent: intent?.id ?? null };
  await checkoutSessions.insert(transaction, row);
  return sessionView(row, livemode);
}

/** Inserts the intent of a session in setup mode, which has it from the start. */
async function insertSetupIntent(
  { params, services, now, livemode }: Call<CreateParams>,
  transaction: Transaction,
  session: string,
  customer: CustomerRow | null,
): Promise<string> {
  const id = services.ids.next('setup_intent');
  const card = params.payment_method_options?.card;
  const row = newSetupIntent({
    id,
    now,
    clientSecret: clientSecretOf(id, services.ids.next('setup_secret_part')),
    customer: customer?.id ?? null,
    paymentMethod: null,
    checkoutSession: session,
    about: {
      description: params.setup_intent_data?.description ?? null,
      metadata: mergeMetadata({}, params.setup_intent_data?.metadata),
      request_three_d_secure: card?.request_three_d_secure ?? 'automatic',
    },
  });
  await setupIntents.insert(transaction, row);
  await appendEvent(transaction, services.ids, now, {
    type: 'setup_intent.created',
    object: setupIntentView(row, livemode),
  });
  return id;
}

async function requireCustomer(transaction: Transaction, id: string): Promise<CustomerRow> {
  const row = await customers.find(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInBody('customer', id, 'customer');
  return row;
}
