import type Stripe from 'stripe';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/setup-attempts/params.ts';
import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import { setupAttemptView } from '../../resources/setup-attempts/view.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

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
