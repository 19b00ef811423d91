import { errors } from '@onfile/shared/errors.ts';
import type { Account } from '../../keys/account.ts';
import { defaultVersion, isVersion, oldestVersion, withoutBetas } from '../../versions/version.ts';

/** The version a request speaks: its header or `_stripe_version`, the account's, the server's. Throws 400 for an unknown one. */
export function versionOf(requested: string | undefined, account: Account): string {
  if (requested === undefined || requested === '') return account.settings.apiVersion ?? defaultVersion;
  const version = withoutBetas(requested);
  if (isVersion(version)) return version;
  throw /^\d{4}-\d{2}-\d{2}$/.test(version) && version < oldestVersion
    ? errors.versionTooOld(version, oldestVersion)
    : errors.versionInvalid(requested);
}
