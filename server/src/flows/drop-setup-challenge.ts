import { setupAttempts } from '../api/setup-attempts/table.ts';
import type { SetupIntentRow } from '../api/setup-intents/table.ts';
import type { Transaction } from '../store/store.ts';

/** What happens to the intent now takes the place of a challenge that the customer left. */
export async function dropSetupChallenge(
  transaction: Transaction,
  { doc }: SetupIntentRow,
  now: number,
): Promise<void> {
  const id = doc.challenged_attempt;
  const attempt = id === null ? undefined : await setupAttempts.lock(transaction, id);
  if (attempt?.status === 'requires_action') {
    await setupAttempts.update(transaction, { ...attempt, status: 'abandoned', updated: now });
  }
}
