import { idInSecret } from '@onfile/shared/client-secret.ts';
import type { ElementsSession } from '@onfile/shared/elements-session.ts';
import { errors } from '@onfile/shared/errors.ts';
import { businessView } from '../../keys/account.ts';
import { isSameSecret } from '../../keys/same-secret.ts';
import { redisplayLimit } from '../../resources/customer-sessions/rules.ts';
import type { CustomerSessionRow } from '../../resources/customer-sessions/table.ts';
import type {
  DetachParams,
  ReadParams,
  UpdateSavedParams,
} from '../../resources/elements-sessions/params.ts';
import { futureUsageOf, requireCards } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { detachPaymentMethod } from '../cards/detach-payment-method.ts';
import { savedCards } from '../cards/saved-cards.ts';
import { updatePaymentMethod } from '../cards/update-payment-method.ts';
import { customerSessionOf, isShownBy } from './customer-session.ts';

/** What the element is for: an existing intent, or one that is created later. */
interface Purpose {
  readonly mode: 'payment' | 'setup';
  readonly amount: number | null;
  readonly currency: string | null;
  readonly status: string | null;
  readonly setup_future_usage: 'on_session' | 'off_session' | null;
  /** Undefined until someone says whose intent it is. */
  readonly customer?: string | null;
}

/** `GET /v1/elements/sessions`, called by the Payment Element when it loads. Writes nothing. */
export async function readElementsSession(call: Call<ReadParams>, reader: Reader): Promise<ElementsSession> {
  const purpose = await purposeOf(call, reader);
  return sessionFor(call, reader, purpose);
}

/** The buyer removes a saved card from the element, if the customer session allows it. One transaction. */
export async function detachFromElement(call: Call<DetachParams>, transaction: Transaction) {
  const { payment_method: id } = call.params;
  const session = await customerSessionOf(call, transaction);
  const features = session?.doc.payment_element;
  if (session === null || features?.payment_method_remove !== 'enabled') {
    throw errors.stateInvalid(
      'This CustomerSession does not let customers remove their saved payment methods.',
    );
  }
  const card = await paymentMethods.find(transaction, id);
  if (!isShownBy(session, card)) throw errors.missingInBody('PaymentMethod', id, 'payment_method');
  await detachPaymentMethod(call, transaction, id);
  return { object: 'elements_session', payment_method: id, detached: true };
}

/** The buyer changes a saved card in the element. One transaction. */
export async function updateFromElement(call: Call<UpdateSavedParams>, transaction: Transaction) {
  const { payment_method: id, billing_details, card: change } = call.params;
  const session = await customerSessionOf(call, transaction);
  const card = await paymentMethods.find(transaction, id);
  if (session === null || !isShownBy(session, card)) {
    throw errors.missingInBody('PaymentMethod', id, 'payment_method');
  }
  await updatePaymentMethod(call, transaction, id, { billing_details, card: change });
  return { object: 'elements_session', payment_method: id, updated: true };
}

async function sessionFor(
  call: Call<ReadParams>,
  reader: Reader,
  purpose: Purpose,
): Promise<ElementsSession> {
  const session = await customerSessionOf(call, reader);
  requireFitting(session, purpose);
  const features = session?.doc.payment_element ?? null;
  const saved =
    session === null || features?.payment_method_redisplay !== 'enabled'
      ? null
      : await savedCards(reader, session.customer, features.payment_method_allow_redisplay_filters, call.now);
  return {
    object: 'elements_session',
    livemode: call.livemode,
    mode: purpose.mode,
    amount: purpose.amount,
    currency: purpose.currency,
    status: purpose.status,
    collects_card: true,
    customer: session?.customer ?? purpose.customer ?? null,
    setup_future_usage: purpose.setup_future_usage,
    saved_payment_methods:
      saved?.slice(0, features?.payment_method_redisplay_limit ?? redisplayLimit) ?? null,
    payment_method_save: features?.payment_method_save ?? 'disabled',
    payment_method_save_usage: features?.payment_method_save_usage ?? purpose.setup_future_usage,
    payment_method_remove: features?.payment_method_remove ?? 'disabled',
    payment_method_types: ['card'],
    phone_number: null,
    phone_number_collection: false,
    reuse_agreement: 'auto',
    business: businessView(call.account),
  };
}

async function purposeOf(call: Call<ReadParams>, reader: Reader): Promise<Purpose> {
  const { client_secret: secret, deferred_intent: deferred } = call.params;
  if (secret !== undefined && deferred !== undefined) {
    throw errors.parametersExclusive(['client_secret', 'deferred_intent'], 'client_secret');
  }
  if (secret !== undefined) return purposeOfIntent(reader, secret);
  if (deferred === undefined) throw errors.parameterMissing('client_secret');
  requireCards(deferred.payment_method_types);
  const { mode, amount, currency, setup_future_usage } = deferred;
  if (mode === 'payment' && amount === undefined) throw errors.parameterMissing('deferred_intent[amount]');
  if (mode === 'payment' && currency === undefined) {
    throw errors.parameterMissing('deferred_intent[currency]');
  }
  return {
    mode,
    amount: mode === 'payment' ? (amount ?? null) : null,
    currency: currency ?? null,
    status: null,
    setup_future_usage: setup_future_usage ?? (mode === 'setup' ? 'off_session' : null),
  };
}

/** The purpose of an existing intent. A secret key may show the secret of any intent of its account; a wrong one is 400. */
async function purposeOfIntent(reader: Reader, secret: string): Promise<Purpose> {
  const id = idInSecret(secret);
  const setup = id.startsWith('seti_') ? await setupIntents.find(reader, id) : undefined;
  if (setup !== undefined && isSameSecret(secret, setup.doc.client_secret)) {
    const { customer, status, doc } = setup;
    return { mode: 'setup', amount: null, currency: null, status, setup_future_usage: doc.usage, customer };
  }
  const intent = await paymentIntents.find(reader, id);
  if (intent === undefined || !isSameSecret(secret, intent.doc.client_secret)) {
    throw errors.clientSecretMismatch('PaymentIntent or SetupIntent');
  }
  const { amount, currency, customer, status, doc } = intent;
  return { mode: 'payment', amount, currency, status, setup_future_usage: futureUsageOf(doc), customer };
}

/** Throws 400 if the customer session and the intent contradict each other. */
function requireFitting(session: CustomerSessionRow | null, purpose: Purpose): void {
  if (session === null) return;
  if (purpose.customer !== undefined && purpose.customer !== session.customer) {
    throw errors.stateInvalid(
      'The CustomerSession belongs to another customer than the intent. Create both with the same customer.',
      { param: 'customer_session_client_secret' },
    );
  }
  const usage = session.doc.payment_element?.payment_method_save_usage ?? null;
  if (usage !== null && purpose.mode === 'payment' && purpose.setup_future_usage !== null) {
    throw errors.stateInvalid(
      'setup_future_usage cannot be set on the PaymentIntent while payment_method_save_usage is set on the CustomerSession. Set one of them.',
      { param: 'customer_session_client_secret' },
    );
  }
}
