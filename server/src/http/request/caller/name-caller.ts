import type { AnyRoute } from '../../../api/route.ts';
import type { Caller } from '../../../keys/caller-cache.ts';
import { seesSecrets } from '../../../sign-in/roles.ts';
import { refuseForeignPage } from '../../pages/foreign-pages.ts';
import { shownToBrowser } from '../browser-access.ts';
import { type Context, type Knowing, learn } from '../context.ts';
import { readableWith } from '../readable-objects.ts';
import { secretsOf, textOf } from '../request-parts.ts';
import { browserCaller } from './browser-caller.ts';
import { keyCaller } from './key-caller.ts';
import { memberCaller } from './member-caller.ts';
import { readKey } from './read-key.ts';

type Asked = Pick<Context, 'services' | 'request' | 'path' | 'form'> & {
  readonly route: Pick<AnyRoute, 'callers'>;
};

/** Whose request it is, and the caller's name: by a member's session, or by a key. Throws 401 or 403. */
export async function callerOf(asked: Asked): Promise<Pick<Knowing<'caller'>, 'caller' | 'name'>> {
  const { services, request, route, path, form } = asked;
  const member = await memberCaller(services, request);
  if (member !== null) return { caller: member, name: member.member.member.id };
  const key = readKey(request.headers.authorization, textOf(form.key));
  const name = key.masked;
  if (key.kind !== 'publishable') refuseForeignPage(services, request);
  const fromBrowsers = route.callers === 'browser' || route.callers === 'page';
  if (!fromBrowsers || key.kind !== 'publishable') return { caller: await keyCaller(services, key), name };
  const caller = await browserCaller(services, {
    key,
    path,
    proof: route.callers === 'browser' ? 'object' : 'key',
    secrets: secretsOf(form),
    resolveKey: () => keyCaller(services, key),
  });
  return { caller, name };
}

/** Finds out who asks, and what they may be shown. */
export async function nameCaller(context: Context): Promise<Knowing<'caller' | 'store'>> {
  const { services, reply } = context;
  const { caller, name } = await callerOf(context);
  const { account, livemode, member } = caller;
  if (member !== null && member.cookies.length > 0) reply.header('Set-Cookie', member.cookies);
  return learn(context, {
    caller,
    name,
    store: services.store.account({ account: account.id, livemode }),
    shown: shownTo(caller) ?? context.shown,
    hidesSecrets: member !== null && !seesSecrets(member.member.role),
  });
}

/** What to do to a body that the caller may not see entirely; null if they may. */
function shownTo({ kind, permissions }: Caller): Context['shown'] | null {
  if (permissions !== null) return readableWith(permissions);
  return kind === 'publishable' ? shownToBrowser : null;
}
