import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { randomIds } from './ids.ts';
import { openAccount } from './keys/accounts.ts';
import { type IssuedKey, issueKey, type KeyRequest, listIssuedKeys, rollKey } from './keys/issued-keys.ts';
import { openStore } from './open-store.ts';

export type KeyChange =
  | { readonly action: 'list' }
  | ({ readonly action: 'create' } & KeyRequest)
  | { readonly action: 'roll'; readonly masked: string; readonly overlapSeconds: number };

/** Changes the keys of production mode, beside a running server or without one. Answers lines to print. */
export async function manageKeys(config: Config, change: KeyChange): Promise<string[]> {
  const store = await openStore(config);
  const ids = randomIds();
  try {
    const known = await listIssuedKeys(store.system);
    switch (change.action) {
      case 'list':
        return known.length === 0
          ? ['There are no keys yet: onfile keys create --account <id>']
          : known.map(lineOf);
      case 'create':
        await openAccount(store.system, systemClock, change.account);
        return [await issueKey(store, systemClock, ids, change), 'Keep it now: it is not shown again.'];
      case 'roll': {
        const old = known.find((key) => key.masked === change.masked && key.expiresAt === null);
        const made = old && (await rollKey(store, systemClock, ids, old, change.overlapSeconds));
        if (made == null) throw new Error(`There is no key ${change.masked} that could be rolled.`);
        return [
          made.secret,
          `Keep it now: it is not shown again. The old key works for ${change.overlapSeconds / 3600} more hours.`,
        ];
      }
    }
  } finally {
    await store.close();
  }
}

function lineOf(key: IssuedKey): string {
  const end = key.expiresAt === null ? '' : `  until ${new Date(key.expiresAt * 1000).toISOString()}`;
  return `${key.masked}  ${key.account}  ${key.kind}  ${key.name}${end}`;
}
