import { errors } from '@onfile/shared/errors.ts';
import type { Account } from '../../keys/account.ts';
import { upgradeRequest } from '../../versions/index.ts';
import { defaultVersion, isVersion, oldestVersion, withoutBetas } from '../../versions/version.ts';
import type { Context, Knowing } from './context.ts';
import { header, textOf } from './request-parts.ts';

/** Finds out the caller's version. Throws 400 for an unknown one. */
export function speakVersion(context: Knowing<'caller'>): void {
  const { request, reply, form, caller } = context;
  context.version = versionOf(
    header(request, 'stripe-version') ?? textOf(form._stripe_version),
    caller.account,
  );
  reply.header('Stripe-Version', context.version);
}

/** The parameters as the newest version names them. */
export function upgradeParameters(context: Context): void {
  const { version, route, path } = context;
  context.parameters = upgradeRequest(version, { method: route.method, path }, context.parameters);
}

/** A request's version: its header or `_stripe_version`, the account's, or the server's. Throws 400 for an unknown one. */
function versionOf(requested: string | undefined, account: Account): string {
  if (requested === undefined || requested === '') return account.settings.apiVersion ?? defaultVersion;
  const version = withoutBetas(requested);
  if (isVersion(version)) return version;
  throw /^\d{4}-\d{2}-\d{2}$/.test(version) && version < oldestVersion
    ? errors.versionTooOld(version, oldestVersion)
    : errors.versionInvalid(requested);
}
