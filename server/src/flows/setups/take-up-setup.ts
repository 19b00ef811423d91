import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { may, resumed } from '../../resources/setup-intents/rules.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import type { SetupParts } from '../payments/attempt-parts.ts';
import { groundStands } from '../payments/attempt-terms.ts';
import { freeSetup, isIdle } from '../payments/in-flight.ts';

/** Continues a waiting setup, as `takeUp` does a payment. Null if it does not wait. */
export async function takeUpSetup(parts: SetupParts): Promise<SetupParts | null> {
  const { transaction, now, attempt, intent } = parts;
  if (!setupWaits(parts)) return null;
  if (!groundStands(attempt, intent, parts) || !(await isIdle(transaction, parts.card))) {
    await freeSetup(transaction, now, intent.id);
    return null;
  }
  const started: SetupAttemptRow = { ...attempt, status: 'processing' };
  const processing = resumed(intent);
  await setupAttempts.update(transaction, started);
  await setupIntents.update(transaction, processing);
  return { ...parts, attempt: started, intent: processing };
}

function setupWaits({ attempt, intent }: SetupParts): boolean {
  if (attempt.status === 'requires_action') {
    return intent.doc.challenged_attempt === attempt.id && may('resume', intent.status);
  }
  return (
    attempt.status === 'requires_confirmation' &&
    intent.status === 'requires_confirmation' &&
    intent.payment_method === attempt.payment_method &&
    intent.doc.latest_attempt === attempt.id
  );
}
