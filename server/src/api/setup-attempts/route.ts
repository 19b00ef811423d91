import type Stripe from 'stripe';
import type { Reader } from '../../store/store.ts';
import { listPage } from '../list.ts';
import { route } from '../route.ts';
import * as params from './params.ts';
import { setupAttempts } from './table.ts';
import { setupAttemptView } from './view.ts';

const list = route({
  method: 'GET',
  path: '/v1/setup_attempts',
  params: params.listParams,
  returns: 'list:setup_attempt',
  read: (call, reader) =>
    listPage(reader, setupAttempts, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { setup_intent: call.params.setup_intent } }),
      noun: 'setup_attempt',
      url: '/v1/setup_attempts',
      view: (row) => setupAttemptView(row, call.livemode),
    }),
});

export const setupAttemptRoutes = [list];

export async function loadSetupAttempt(reader: Reader, id: string): Promise<Stripe.SetupAttempt | null> {
  const row = await setupAttempts.find(reader, id);
  return row === undefined ? null : setupAttemptView(row, reader.scope.livemode);
}
