import { errors } from '@onfile/shared/errors.ts';
import { NetworkUnavailable } from '../../network/network.ts';
import { attempts } from '../../resources/attempts/attempts.ts';
import { type MoneyContext, recover } from '../money/machine.ts';
import { payment } from './payment-operation.ts';

/**
 * Finishes an intent's last attempt that nobody works on any more, before the intent is confirmed again, so that the buyer
 * does not wait for a job. Returns whether there was one. Throws 500 while the network is unavailable.
 */
export async function recoverPayment(context: MoneyContext, intent: string): Promise<boolean> {
  const { reader } = context.store;
  const { rows } = await attempts.page(reader, { limit: 1, where: { payment_intent: intent } });
  const [last] = rows;
  if (last === undefined || !payment.stands(last)) return false;
  try {
    return await recover(context, payment, last.id);
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}
