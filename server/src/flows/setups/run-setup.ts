import { errors } from '@onfile/shared/errors.ts';
import { crashPoint } from '../../crash-point.ts';
import { appendEvent } from '../../events/append.ts';
import { type AuthenticationResult, NetworkUnavailable } from '../../network/network.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { challenged } from '../../resources/setup-intents/rules.ts';
import { type SetupIntentRow, setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';
import { keepSecurityCode } from '../cards/keep-security-code.ts';
import { openCard, presented } from '../cards/open-card.ts';
import { lockSetupParts, there } from '../payments/attempt-parts.ts';
import { challengeAction } from '../payments/challenge-action.ts';
import type { PaymentContext } from '../payments/payment-context.ts';
import { mayGoOn } from '../payments/run-attempt.ts';
import { takeUpSetup } from '../payments/take-up.ts';
import { finishSetup, type SetupFailure, type SetupOutcome } from './finish-setup.ts';

/**
 * Takes a started setup through authentication and verification. Answers why it failed; null when it succeeded or
 * waits for the customer. Running it again does nothing twice: the network knows the attempt by its request id. `brought`
 * is the card where the request has it in clear; any other is opened once.
 */
export async function runSetup(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  brought: CardInHand | null,
): Promise<SetupFailure | null> {
  crashPoint('setup committed');
  const { authentication } = attempt.doc;
  if (authentication !== null) {
    // Cut off after its challenge was over.
    const result = await asked(() => context.services.network.authentication(authentication));
    return continueSetup(context, attempt, result, brought);
  }
  const parts = await partsOf(context, attempt, brought);
  const answer = await asked(() =>
    context.services.network.authenticate({
      ...commonRequest(context, attempt, parts),
      requestId: `${attempt.doc.network_request}_3ds`,
      amount: 0,
      setUpForOffSession: attempt.doc.usage === 'off_session',
      preference: parts.intent.doc.request_three_d_secure,
    }),
  );
  switch (answer.outcome) {
    case 'challenge':
      return challenge(context, attempt, answer.authenticationId, brought);
    case 'finished':
      return continueSetup(context, attempt, answer.result, parts.inHand);
    case 'not_required':
    case 'not_supported':
      return verify(context, attempt, null, parts.inHand);
  }
}

/** The challenge of a setup is over, or the customer closed it: asks the issuer how it ended and goes on. */
export async function finishSetupChallenge(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  cancelled: boolean,
): Promise<SetupFailure | null> {
  const { services, store, origin, now } = context;
  const { authentication } = attempt.doc;
  if (authentication === null) return null;
  const result = await services.network.authentication(authentication);
  if (result.status === 'pending' && !cancelled) return null;
  const taken = await store.write(origin, async (transaction) =>
    takeUpSetup(await lockSetupParts(services, transaction, now, attempt.id)),
  );
  return taken && continueSetup(context, taken.attempt, result, null);
}

/** The authentication is over: asks the issuer for the card, or fails where the customer did not prove themselves. */
function continueSetup(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  result: AuthenticationResult,
  inHand: CardInHand | null,
): Promise<SetupFailure | null> {
  return mayGoOn(result)
    ? verify(context, attempt, result, inHand)
    : settle(context, attempt, { kind: 'unauthenticated', authentication: result });
}

async function verify(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  authentication: AuthenticationResult | null,
  inHand: CardInHand | null,
): Promise<SetupFailure | null> {
  const parts = await partsOf(context, attempt, inHand);
  const answer = await asked(() =>
    context.services.network.verify({
      ...commonRequest(context, attempt, parts),
      authenticationId: authentication?.authenticationId ?? null,
    }),
  );
  crashPoint('verified');
  return settle(context, attempt, { kind: 'answered', answer, authentication });
}

interface Parts {
  readonly card: PaymentMethodRow;
  readonly inHand: CardInHand;
  readonly intent: SetupIntentRow;
}

async function partsOf(
  { services, store }: PaymentContext,
  attempt: SetupAttemptRow,
  inHand: CardInHand | null,
): Promise<Parts> {
  const card = there(await paymentMethods.find(store.reader, attempt.payment_method), attempt.payment_method);
  return {
    card,
    inHand: inHand ?? (await openCard(services, store, card)),
    intent: there(await setupIntents.find(store.reader, attempt.setup_intent), attempt.setup_intent),
  };
}

/** A network without an answer leaves the attempt standing: the sweeper finds out what became of it. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}

function commonRequest({ account, now }: PaymentContext, { doc }: SetupAttemptRow, { card, inHand }: Parts) {
  return {
    requestId: doc.network_request,
    account: account.id,
    currency: account.settings.defaultCurrency,
    transactionTime: now,
    card: presented(card, inHand),
    initiator: 'customer' as const,
    storedCredential: {
      use: 'first_storage' as const,
      reason: doc.usage === 'off_session' ? ('unscheduled' as const) : ('customer_present' as const),
      originalNetworkTransactionId: card.doc.network_transaction_id,
    },
  };
}

/** The customer is asked to prove themselves: the code that the request brought waits, sealed, for their answer. */
async function challenge(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  authentication: string,
  brought: CardInHand | null,
): Promise<null> {
  const { services, store, origin, now, livemode } = context;
  await store.write(origin, async (transaction) => {
    const { attempt: current, intent } = await lockSetupParts(services, transaction, now, attempt.id);
    if (current.status !== 'processing') return;
    const { on_challenge, return_url } = attempt.doc;
    const { client_secret } = intent.doc;
    const action = challengeAction(context, on_challenge, attempt.id, { client_secret, return_url });
    const waiting = challenged(intent, attempt.id, action);
    await setupAttempts.update(transaction, {
      ...current,
      status: 'requires_action',
      updated: now,
      doc: { ...current.doc, authentication },
    });
    await setupIntents.update(transaction, waiting);
    await keepSecurityCode(services, transaction, attempt.payment_method, brought);
    await appendEvent(transaction, services.ids, now, {
      type: 'setup_intent.requires_action',
      object: setupIntentView(waiting, livemode),
    });
  });
  return null;
}

function settle(context: PaymentContext, attempt: SetupAttemptRow, outcome: SetupOutcome) {
  const { services, store, origin, now } = context;
  return finishSetup(services, store, origin, now, attempt.id, outcome);
}
