import { redirectStatus } from '@onfile/shared/redirect-status.ts';
import { findAccount } from '../../keys/accounts.ts';
import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import type { Services } from '../../services.ts';
import { systemStatement } from '../../store/statement.ts';
import { accountTime, timeOf } from '../customers/customer-clock.ts';
import type { AskingContext } from '../money/machine.ts';
import { finishSetupChallenge } from '../setups/resume-setup.ts';
import { finishChallenge } from './finish-challenge.ts';

interface Owner {
  readonly account: string;
  readonly mode: 'test' | 'live';
}

const owning = {
  payment_attempts: systemStatement<{ id: string }, Owner>((db, p) =>
    db.selectFrom('payment_attempts').select(['account', 'mode']).where('id', '=', p.id).compile(),
  ),
  setup_attempts: systemStatement<{ id: string }, Owner>((db, p) =>
    db.selectFrom('setup_attempts').select(['account', 'mode']).where('id', '=', p.id).compile(),
  ),
};

/** An attempt that waits, or has waited, for the buyer's answer, as the challenge's pages need it. */
export interface Challenge {
  readonly authentication: string;
  /** Proves that a page may continue the attempt. */
  readonly clientSecret: string;
  /** Origin of the page to which the buyer returns, or the scheme of an app; null if none was given. */
  readonly returnsTo: string | null;
  /** Finishes the attempt and returns where the buyer goes next; null if no return URL was given. */
  finish(): Promise<URL | null>;
}

/** Returns null for an attempt that does not exist or was never challenged. */
export async function findChallenge(services: Services, id: string): Promise<Challenge | null> {
  const table = id.startsWith('setatt_') ? 'setup_attempts' : 'payment_attempts';
  const [owner] = await services.store.system.all(owning[table], { id });
  const account = owner && (await findAccount(services.store.system, owner.account));
  if (owner === undefined || account === undefined) return null;
  const livemode = owner.mode === 'live';
  const store = services.store.account({ account: account.id, livemode });
  const accountNow = accountTime({ services, account });
  const now = account.hasTestClocks ? await timeOf(store.reader, [id], accountNow) : accountNow;
  const context: AskingContext = {
    account,
    livemode,
    now,
    origin: { requestId: services.ids.next('request'), idempotencyKey: null },
    services,
    store,
  };
  return table === 'setup_attempts' ? setupChallenge(context, id) : paymentChallenge(context, id);
}

async function paymentChallenge(context: AskingContext, id: string): Promise<Challenge | null> {
  const { reader } = context.store;
  const attempt = await attempts.find(reader, id);
  if (attempt === undefined || attempt.doc.authentication === null) return null;
  const { authentication, return_url } = attempt.doc;
  if (attempt.checkout_session !== null) {
    const session = await checkoutSessions.find(reader, attempt.checkout_session);
    return {
      authentication,
      clientSecret: session?.doc.client_secret ?? '',
      returnsTo: originOf(return_url),
      finish: async () => {
        await finishChallenge(context, attempt, false);
        const url = return_url?.replaceAll('{CHECKOUT_SESSION_ID}', attempt.checkout_session ?? '');
        return url === undefined ? null : new URL(url);
      },
    };
  }
  return {
    authentication,
    clientSecret: (await paymentIntents.find(reader, attempt.payment_intent))?.doc.client_secret ?? '',
    returnsTo: originOf(return_url),
    finish: () => finishPayment(context, attempt),
  };
}

async function finishPayment(context: AskingContext, attempt: AttemptRow): Promise<URL | null> {
  await finishChallenge(context, attempt, false);
  const intent = await paymentIntents.find(context.store.reader, attempt.payment_intent);
  if (intent === undefined || attempt.doc.return_url === null) return null;
  return withResult(attempt.doc.return_url, {
    payment_intent: intent.id,
    payment_intent_client_secret: intent.doc.client_secret,
    redirect_status: redirectStatus(intent.status),
  });
}

async function setupChallenge(context: AskingContext, id: string): Promise<Challenge | null> {
  const { reader } = context.store;
  const attempt = await setupAttempts.find(reader, id);
  if (attempt === undefined || attempt.doc.authentication === null) return null;
  const intent = await setupIntents.find(reader, attempt.setup_intent);
  const sessionId = intent?.checkout_session ?? null;
  const session = sessionId === null ? undefined : await checkoutSessions.find(reader, sessionId);
  return {
    authentication: attempt.doc.authentication,
    clientSecret: session?.doc.client_secret ?? intent?.doc.client_secret ?? '',
    returnsTo: originOf(attempt.doc.return_url),
    finish: async () => {
      await finishSetupChallenge(context, attempt, false);
      const { return_url } = attempt.doc;
      if (return_url === null) return null;
      if (session !== undefined) return new URL(return_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id));
      const after = await setupIntents.find(reader, attempt.setup_intent);
      return withResult(return_url, {
        setup_intent: attempt.setup_intent,
        setup_intent_client_secret: after?.doc.client_secret ?? '',
        redirect_status: redirectStatus(after?.status ?? 'canceled'),
      });
    },
  };
}

function originOf(url: string | null): string | null {
  if (url === null) return null;
  const { origin, protocol } = new URL(url.replaceAll('{CHECKOUT_SESSION_ID}', ''));
  return origin === 'null' ? protocol : origin;
}

/** Adds the result to a return URL. Source: Stripe's parameters on a return URL. */
function withResult(url: string, result: Readonly<Record<string, string>>): URL {
  const target = new URL(url);
  for (const [name, value] of Object.entries(result)) target.searchParams.set(name, value);
  return target;
}
