import { errors } from '@onfile/shared/errors.ts';
import type { Call } from '../api/route.ts';
import { setupIntents } from '../api/setup-intents/table.ts';
import { publicSetupIntentView, setupIntentView } from '../api/setup-intents/view.ts';
import type { SetupFailure } from './finish-setup.ts';

type Answering = Pick<Call<unknown>, 'caller' | 'livemode' | 'store'>;

/** The SetupIntent as its caller may see it; a failed attempt throws 402. */
export async function answerWithSetup(call: Answering, id: string, failure: SetupFailure | null = null) {
  if (failure !== null) throw declinedSetup(call, failure);
  const row = await setupIntents.find(call.store.reader, id);
  if (row === undefined) throw new Error(`There is no setup intent ${id}.`);
  const view = setupIntentView(row, call.livemode);
  return call.caller === 'secret' ? view : publicSetupIntentView(view);
}

/** The 402 of a failed setup: browsers get the reduced intent, servers the whole one; both the card. */
export function declinedSetup({ caller }: Pick<Call<unknown>, 'caller'>, { error, intent }: SetupFailure) {
  const { payment_method: card, message, type: _card, ...codes } = error;
  const shown = caller === 'secret' ? intent : publicSetupIntentView(intent);
  return errors.card(message, {
    ...codes,
    setup_intent: shown,
    ...(card === null ? {} : { payment_method: card }),
  });
}
