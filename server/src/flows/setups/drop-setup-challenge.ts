import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import type { SetupIntentRow } from '../../resources/setup-intents/table.ts';
import type { Transaction } from '../../store/store.ts';

/** Abandons an attempt that waits, at a challenge or to be tried at all, because something else now happens to the intent. */
export async function dropSetupChallenge(
  transaction: Transaction,
  { doc }: SetupIntentRow,
  _now: number,
): Promise<void> {
  const id = doc.latest_attempt;
  const attempt = id === null ? undefined : await setupAttempts.lock(transaction, id);
  if (attempt?.status === 'requires_action' || attempt?.status === 'requires_confirmation') {
    await setupAttempts.update(transaction, { ...attempt, status: 'abandoned' });
  }
}
