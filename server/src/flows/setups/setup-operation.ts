import { crashPoint } from '../../crash-point.ts';
import type { AuthenticationResult } from '../../network/network.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';
import { openCard, presented } from '../cards/open-card.ts';
import type { CardContext, MoneyContext, Operation } from '../money/machine.ts';
import { there } from '../payments/attempt-parts.ts';
import { mayGoOn } from '../payments/payment-operation.ts';
import { finishSetup, type SetupAnswer, type SetupFailure } from './finish-setup.ts';

/**
 * Sets up a card: the attempt goes through authentication and verification. Its result is why it failed; null if the card
 * was set up or waits for the customer.
 */
export const setup: Operation<SetupAttemptRow, SetupAnswer, SetupFailure | null, CardContext> = {
  kind: 'setup',
  find: setupAttempts.find,
  stands: ({ status }) => status === 'processing',
  ask,
  lookUp,
  finish: finishSetup,
};

async function ask(context: CardContext, attempt: SetupAttemptRow): Promise<SetupAnswer> {
  const { authentication } = attempt.doc;
  // Its challenge is over.
  if (authentication !== null) {
    return proven(context, attempt, await context.services.network.authentication(authentication));
  }
  const parts = await partsOf(context, attempt);
  const answer = await authenticate(context, attempt, parts);
  // So that it is opened only once.
  const opened = { ...context, inHand: parts.inHand };
  crashPoint('setup authenticated');
  switch (answer.outcome) {
    case 'challenge':
      return { kind: 'challenge', authentication: answer.authenticationId, inHand: context.inHand };
    case 'finished':
      return proven(opened, attempt, answer.result);
    case 'not_required':
    case 'not_supported':
      return verified(opened, attempt, null);
  }
}

/** The authentication is over: verifies the card with the issuer if the customer has authenticated. */
async function proven(
  context: CardContext,
  attempt: SetupAttemptRow,
  result: AuthenticationResult,
): Promise<SetupAnswer> {
  return mayGoOn(result)
    ? verified(context, attempt, result)
    : { kind: 'unauthenticated', authentication: result };
}

async function lookUp({ services }: MoneyContext, { doc }: SetupAttemptRow): Promise<SetupAnswer> {
  const answer = await services.network.lookup(doc.network_request);
  if (answer === null || !('networkTransactionId' in answer)) return { kind: 'untried' };
  const { authentication } = doc;
  return {
    kind: 'answered',
    answer,
    authentication: authentication === null ? null : await services.network.authentication(authentication),
  };
}

async function authenticate(context: CardContext, attempt: SetupAttemptRow, parts: Parts) {
  const { store, services } = context;
  const intent = there(await setupIntents.find(store.reader, attempt.setup_intent), attempt.setup_intent);
  return services.network.authenticate({
    ...commonRequest(context, attempt, parts),
    requestId: `${attempt.doc.network_request}_3ds`,
    amount: 0,
    setUpForOffSession: attempt.doc.usage === 'off_session',
    preference: intent.doc.request_three_d_secure,
  });
}

async function verified(
  context: CardContext,
  attempt: SetupAttemptRow,
  authentication: AuthenticationResult | null,
): Promise<SetupAnswer> {
  const answer = await context.services.network.verify({
    ...commonRequest(context, attempt, await partsOf(context, attempt)),
    authenticationId: authentication?.authenticationId ?? null,
  });
  return { kind: 'answered', answer, authentication };
}

interface Parts {
  readonly card: PaymentMethodRow;
  readonly inHand: CardInHand;
}

async function partsOf(
  { services, store, inHand }: CardContext,
  { payment_method }: SetupAttemptRow,
): Promise<Parts> {
  const card = there(await paymentMethods.find(store.reader, payment_method), payment_method);
  return { card, inHand: inHand ?? (await openCard(services, store, card)) };
}

function commonRequest({ account, now }: CardContext, { doc }: SetupAttemptRow, { card, inHand }: Parts) {
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
