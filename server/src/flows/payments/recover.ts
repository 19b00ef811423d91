import { errors } from '@onfile/shared/errors.ts';
import { NetworkUnavailable } from '../../network/network.ts';
import { attempts } from '../../resources/attempts/attempts.ts';
import { type MoneyContext, recover } from '../money/machine.ts';
import { payment } from './payment-operation.ts';

/**
 * Before an intent is confirmed again: finishes its last attempt where nobody works on it any more, so that the buyer does
 * not wait for a job. Answers whether there was one. Throws 500 while the network is away.
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
