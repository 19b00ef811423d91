import { errors } from '@onfile/shared/errors.ts';
import type { Knowing } from '../context.ts';
import { header, textOf } from '../request-parts.ts';

/**
 * A platform names the account it acts for, in a header, or as its page does in a parameter. Onfile has no platforms: throws
 * 403 unless it is the caller's own. Returns the account that was named, if any.
 */
export function ownAccountNamed({
  request,
  form,
  caller,
  name,
}: Pick<Knowing<'caller'>, 'request' | 'form' | 'caller' | 'name'>): string | undefined {
  const named = [
    header(request, 'stripe-account'),
    header(request, 'stripe-context'),
    textOf(form._stripe_account),
  ].filter((account) => account !== undefined && account !== '');
  const foreign = named.find((account) => account !== caller.account.id);
  if (foreign !== undefined) throw errors.accountForeign(name, foreign);
  return named[0];
}

/** Throws 403 if an account other than the caller's own is named. */
export function requireOwnAccount(context: Knowing<'caller'>): void {
  const named = ownAccountNamed(context);
  if (named !== undefined) context.reply.header('Stripe-Account', named);
}
