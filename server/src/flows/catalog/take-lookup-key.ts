import { errors } from '@onfile/shared/errors.ts';
import { findByLookupKey, prices } from '../../resources/prices/table.ts';
import type { Transaction } from '../../store/store.ts';

interface KeyRequest {
  readonly lookup_key?: string | null | undefined;
  readonly transfer_lookup_key?: boolean | undefined;
}

/** Frees a lookup key for a price. Throws 400 if another price holds it and it is not to be transferred. */
export async function takeLookupKey(
  transaction: Transaction,
  given: KeyRequest,
  taker: string,
): Promise<void> {
  if (!given.lookup_key) return;
  const holder = await findByLookupKey(transaction, given.lookup_key);
  if (holder === undefined || holder === taker) return;
  if (given.transfer_lookup_key !== true) {
    throw errors.parameterInvalid(
      `A price (\`${holder}\`) already uses that lookup key. Please set \`transfer_lookup_key\` to true to transfer it.`,
      'lookup_key',
    );
  }
  const row = await prices.lock(transaction, holder);
  if (row !== undefined) await prices.update(transaction, { ...row, lookup_key: null });
}
