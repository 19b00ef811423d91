import { errors } from '@onfile/shared/errors.ts';
import { NetworkUnavailable } from '../../network/network.ts';
import type { PaymentContext } from './payment-context.ts';
import { recoverStanding } from './recover-attempt.ts';

/**
 * Before an intent is confirmed again: finishes what an unanswered network left standing, and tells whether there was
 * something. Throws 500 while the network is away.
 */
export async function recover(context: PaymentContext, intent: string): Promise<boolean> {
  try {
    return await recoverStanding(context, intent);
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}
