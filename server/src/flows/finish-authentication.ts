import { errors } from '@onfile/shared/errors.ts';
import { checkoutSessions } from '../api/checkout-sessions/table.ts';
import { may, resumed } from '../api/payment-intents/rules.ts';
import { paymentIntents } from '../api/payment-intents/table.ts';
import type { Call } from '../api/route.ts';
import type { AuthenticationResult } from '../network/network.ts';
import { attempts } from './attempts.ts';
import { checkoutPage } from './checkout-page.ts';
import { authorizeAttempt, failUnauthenticated } from './run-attempt.ts';

/**
 * The challenge of an attempt is over, or the buyer closed it: asks the issuer how it ended and goes on. Answers the
 * page, with the challenge still open when the issuer has no answer yet; throws 402 when the payment failed.
 */
export async function finishAuthentication(
  call: Call<{ readonly attempt: string; readonly cancelled?: boolean | undefined }>,
) {
  const session = await checkoutSessions.find(call.store.reader, call.path.session ?? '');
  const attempt = await attempts.find(call.store.reader, call.params.attempt);
  if (session === undefined || attempt === undefined || attempt.checkout_session !== session.id) {
    throw errors.missingInBody('payment attempt', call.params.attempt, 'attempt');
  }
  const authentication = attempt.doc.authentication;
  if (attempt.status !== 'challenged' || authentication === null) return checkoutPage(call, session);
  const result = await call.services.network.authentication(authentication);
  if (result.status === 'pending' && call.params.cancelled !== true) return checkoutPage(call, session);
  const resumedAttempt = await resume(call, attempt.id);
  if (resumedAttempt === null) return checkoutPage(call, session);
  return mayGoOn(result)
    ? authorizeAttempt(call, resumedAttempt, result)
    : failUnauthenticated(call, resumedAttempt);
}

/** An issuer whose page breaks does not stop the payment: it goes on without a shift of liability. */
function mayGoOn(result: AuthenticationResult): boolean {
  return result.status !== 'failed' && result.status !== 'pending';
}

/** Of several that report the same challenge, one goes on. */
async function resume(call: Omit<Call<unknown>, 'params'>, id: string) {
  return call.store.write(call.origin, async (transaction) => {
    const attempt = await attempts.lock(transaction, id);
    if (attempt?.status !== 'challenged') return null;
    const intent = await paymentIntents.lock(transaction, attempt.payment_intent);
    // The session may have expired, or another confirmation taken its place, while the buyer was with the issuer.
    if (intent === undefined || !may('resume', intent.status)) return null;
    const started = { ...attempt, status: 'started' as const, updated: call.now };
    await attempts.update(transaction, started);
    await paymentIntents.update(transaction, resumed(intent));
    return started;
  });
}
