import { errors } from '@onfile/shared/errors.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { Call } from '../call.ts';
import { there } from '../payments/attempt-parts.ts';
import type { SetupFailure } from './finish-setup.ts';

type Answering = Pick<Call<unknown>, 'livemode' | 'store'>;

/** Returns the current SetupIntent; throws 402 for a failed attempt. */
export async function answerWithSetup(call: Answering, id: string, failure: SetupFailure | null = null) {
  if (failure !== null) throw declinedSetup(failure);
  return setupIntentView(there(await setupIntents.find(call.store.reader, id), id), call.livemode);
}

/** The 402 for a failed setup, with the intent and the card. */
export function declinedSetup({ error, intent }: SetupFailure) {
  const { payment_method: card, message, type: _card, ...codes } = error;
  return errors.card(message, {
    ...codes,
    setup_intent: intent,
    ...(card === null ? {} : { payment_method: card }),
  });
}
