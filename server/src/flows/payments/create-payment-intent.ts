import { errors } from '@onfile/shared/errors.ts';
import type { CreateParams } from '../../resources/payment-intents/params.ts';
import { requireCards } from '../../resources/payment-intents/rules.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import { requireChargeable } from '../../resources/payment-methods/rules.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { chosenCard, takeCard } from '../cards/chosen-card.ts';
import { withConfirmationToken } from '../cards/use-confirmation-token.ts';
import { requireCustomer } from '../customers/require-customer.ts';
import { answerWithPayment } from './answer-with-intent.ts';
import { beginAttempt } from './begin-attempt.ts';
import { draftPaymentIntent, openPaymentIntent } from './open-payment-intent.ts';
import { carryOutPayment } from './payment-operation.ts';
import { resumePayment } from './resume-payment.ts';

/** `POST /v1/payment_intents` without a card and without `confirm`. Inserts the intent and its event in one transaction. */
export async function createPaymentIntent(call: Call<CreateParams>, transaction: Transaction) {
  const draft = await draftIntent(call, transaction, null);
  return paymentIntentView(await openPaymentIntent(call, transaction, draft), call.livemode);
}

/**
 * `POST /v1/payment_intents` with a card. Commits the intent and, with `confirm=true`, its attempt in one transaction,
 * then asks the network and commits its answer. After a crash in between, the repeated request or a job finishes it.
 */
export async function createPaymentIntentWithCard(asked: Call<CreateParams>) {
  if (asked.resumes !== null) return resumePayment(asked, asked.resumes, asked.params);
  const call = await withConfirmationToken(asked);
  const confirm = call.params.confirm === true;
  const chosen = await chosenCard(call, call.params, confirm ? 'now' : 'later');
  const { made, begun } = await call.store.write(call.origin, async (transaction) => {
    const taken = await takeCard(call, transaction, call.params, chosen, confirm ? 'now' : 'later');
    const draft = await draftIntent(call, transaction, taken?.row ?? null);
    if (confirm)
      return { made: null, begun: await beginAttempt(call, transaction, draft, taken, call.params) };
    await call.reserve(transaction, draft.id);
    return { made: await openPaymentIntent(call, transaction, draft), begun: null };
  });
  if (begun === null) return paymentIntentView(made, call.livemode);
  return answerWithPayment(call, await carryOutPayment(call, begun));
}

/** Parameters that only a confirmation has. */
const confirmOnly = [
  'confirmation_token',
  'error_on_requires_action',
  'mandate_data',
  'off_session',
  'return_url',
] as const;

/** Throws 400 for parameters that are allowed only with `confirm=true`. */
export function requireConfirming(
  intent: 'PaymentIntent' | 'SetupIntent',
  params: { readonly confirm?: boolean | undefined } & {
    readonly [Name in (typeof confirmOnly)[number]]?: unknown;
  },
): void {
  const misplaced = confirmOnly.find((name) => params.confirm !== true && params[name] !== undefined);
  if (misplaced === undefined) return;
  throw errors.parameterInvalid(
    `The parameter \`${misplaced}\` cannot be passed when creating a ${intent} unless \`confirm\` is set to true.`,
    misplaced,
  );
}

async function draftIntent(
  call: Call<CreateParams>,
  transaction: Transaction,
  card: PaymentMethodRow | null,
): Promise<PaymentIntentRow> {
  const { params } = call;
  requireCards(params.allowed_payment_method_types, params.excluded_payment_method_types);
  requireConfirming('PaymentIntent', params);
  if (params.automatic_payment_methods !== undefined && params.confirmation_method !== undefined) {
    throw errors.parametersExclusive(
      ['automatic_payment_methods', 'confirmation_method'],
      'automatic_payment_methods',
    );
  }
  await requireCustomer(transaction, params.customer);
  if (card !== null) requireChargeable(card, params.customer ?? null, 'PaymentIntent');
  return draftPaymentIntent(call, {
    amount: params.amount,
    currency: params.currency,
    customer: params.customer ?? null,
    checkoutSession: null,
    about: {
      automatic_payment_methods: automaticOf(params),
      confirmation_method: params.confirmation_method ?? 'automatic',
      payment_method: card?.id ?? null,
    },
    change: params,
  });
}

/** Automatic payment methods, on by default if no types are named (since 2023-08-16). */
export function automaticOf(
  params: Pick<CreateParams, 'automatic_payment_methods' | 'allowed_payment_method_types'>,
): PaymentIntentRow['doc']['automatic_payment_methods'] {
  const { automatic_payment_methods: given, allowed_payment_method_types: types } = params;
  if (given === undefined) return types === undefined ? { allow_redirects: 'always' } : null;
  if (!given.enabled) return null;
  if (types !== undefined) {
    throw errors.parametersExclusive(
      ['automatic_payment_methods', 'allowed_payment_method_types'],
      'automatic_payment_methods',
    );
  }
  return { allow_redirects: given.allow_redirects ?? 'always' };
}
