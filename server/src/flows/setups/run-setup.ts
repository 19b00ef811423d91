import { errors } from '@onfile/shared/errors.ts';
import { crashPoint } from '../../crash-point.ts';
import { appendEvent } from '../../events/append.ts';
import { type AuthenticationResult, NetworkUnavailable } from '../../network/network.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { challenged } from '../../resources/setup-intents/rules.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import { openCard } from '../cards/open-card.ts';
import { lockSetupParts, there } from '../payments/attempt-parts.ts';
import { challengeAction } from '../payments/challenge-action.ts';
import type { PaymentContext } from '../payments/payment-context.ts';
import { mayGoOn } from '../payments/run-attempt.ts';
import { takeUpSetup } from '../payments/take-up.ts';
import { finishSetup, type SetupFailure, type SetupOutcome } from './finish-setup.ts';

/**
 * Takes a started setup through authentication and verification. Answers why it failed; null when it succeeded or
 * waits for the customer. Running it again does nothing twice: the network knows the attempt by its request id.
 */
export async function runSetup(
  context: PaymentContext,
  attempt: SetupAttemptRow,
): Promise<SetupFailure | null> {
  crashPoint('setup committed');
  const { authentication } = attempt.doc;
  if (authentication !== null) {
    // Cut off after its challenge was over.
    const result = await asked(() => context.services.network.authentication(authentication));
    return continueSetup(context, attempt, result);
  }
  const { card, intent } = await partsOf(context, attempt);
  const answer = await asked(async () =>
    context.services.network.authenticate({
      ...(await commonRequest(context, attempt, card)),
      requestId: `${attempt.doc.network_request}_3ds`,
      amount: 0,
      setUpForOffSession: attempt.doc.usage === 'off_session',
      preference: intent.doc.request_three_d_secure,
    }),
  );
  switch (answer.outcome) {
    case 'challenge':
      return challenge(context, attempt, answer.authenticationId);
    case 'finished':
      return continueSetup(context, attempt, answer.result);
    case 'not_required':
    case 'not_supported':
      return verify(context, attempt, null);
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
  return taken && continueSetup(context, taken.attempt, result);
}

/** The authentication is over: asks the issuer for the card, or fails where the customer did not prove themselves. */
function continueSetup(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  result: AuthenticationResult,
): Promise<SetupFailure | null> {
  return mayGoOn(result)
    ? verify(context, attempt, result)
    : settle(context, attempt, { kind: 'unauthenticated', authentication: result });
}

async function verify(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  authentication: AuthenticationResult | null,
): Promise<SetupFailure | null> {
  const { card } = await partsOf(context, attempt);
  const answer = await asked(async () =>
    context.services.network.verify({
      ...(await commonRequest(context, attempt, card)),
      authenticationId: authentication?.authenticationId ?? null,
    }),
  );
  crashPoint('verified');
  return settle(context, attempt, { kind: 'answered', answer, authentication });
}

async function partsOf({ store }: PaymentContext, attempt: SetupAttemptRow) {
  return {
    card: there(await paymentMethods.find(store.reader, attempt.payment_method), attempt.payment_method),
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

async function commonRequest(
  { account, services, store, now }: PaymentContext,
  { doc }: SetupAttemptRow,
  card: PaymentMethodRow,
) {
  return {
    requestId: doc.network_request,
    account: account.id,
    currency: account.settings.defaultCurrency,
    transactionTime: now,
    card: await openCard(services, store, card),
    initiator: 'customer' as const,
    storedCredential: {
      use: 'first_storage' as const,
      reason: doc.usage === 'off_session' ? ('unscheduled' as const) : ('customer_present' as const),
      originalNetworkTransactionId: card.doc.network_transaction_id,
    },
  };
}

async function challenge(
  context: PaymentContext,
  attempt: SetupAttemptRow,
  authentication: string,
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
