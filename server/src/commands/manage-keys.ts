import { routes } from '../api/index.ts';
import { systemClock } from '../clock.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { permissionsOf } from '../http/request/permit.ts';
import { randomIds } from '../ids.ts';
import { isAccountId, openAccount } from '../keys/accounts.ts';
import { type IssuedKey, issueKey, type KeyRequest, listIssuedKeys, rollKey } from '../keys/issued-keys.ts';
import { openExistingStore } from '../store/open-store.ts';

export type KeyChange =
  | { readonly action: 'list' }
  | ({ readonly action: 'create' } & KeyRequest)
  | { readonly action: 'roll'; readonly masked: string; readonly overlapSeconds: number };

/**
 * Manages production mode's keys, with or without a running server. Returns lines to print. Throws ConfigError for a
 * request that is not possible.
 */
export async function manageKeys(config: Config, change: KeyChange): Promise<string[]> {
  if (change.action === 'create') requireKeyRequest(change);
  const store = await openExistingStore(config);
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
        const made = old && (await rollKey(store.account(old), systemClock, ids, old, change.overlapSeconds));
        if (made == null) throw new ConfigError(`There is no key ${change.masked} that can be rolled.`);
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

function requireKeyRequest({ account, kind, permissions }: KeyRequest): void {
  if (!isAccountId(account)) {
    throw new ConfigError(
      `--account ${account} is not an account id: write it as acct_shop, in letters, digits and _.`,
    );
  }
  if (kind !== 'restricted') {
    if (permissions != null) throw new ConfigError('--permissions are for a key of --kind restricted only.');
    return;
  }
  const known = permissionsOf(routes);
  if (permissions == null) {
    throw new ConfigError(`A restricted key needs --permissions, separated by commas: ${known.join(', ')}.`);
  }
  const unknown = permissions.find((permission) => !known.includes(permission));
  if (unknown === undefined) return;
  throw new ConfigError(`--permissions ${unknown} is none of ${known.join(', ')}.`);
}

function lineOf(key: IssuedKey): string {
  const end = key.expiresAt === null ? '' : `  until ${new Date(key.expiresAt * 1000).toISOString()}`;
  return `${key.masked}  ${key.account}  ${key.kind}  ${key.name}${end}`;
}
