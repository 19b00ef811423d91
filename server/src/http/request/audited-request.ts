import { withoutCards } from '../../redaction/without-cards.ts';
import { auditAction } from '../../sign-in/audit-action.ts';
import { appendAudit, finishAudit } from '../../sign-in/audit-log.ts';
import type { Knowing } from './context.ts';

/** Records a member's change before it is made, so that none can be made without an entry. Reads are not recorded. */
export async function beginAudited(context: Knowing<'caller'>): Promise<void> {
  const { services, route, request, requestId, now } = context;
  const { account, livemode, member } = context.caller;
  if (route.method === 'GET' || member === null) return;
  const { system } = services.store;
  const [named] = Object.values(request.params as Record<string, string>);
  const entry = await appendAudit(system, services.ids, now, {
    account: account.id,
    member: member.member,
    action: auditAction(route.method, route.path),
    object: named === undefined ? null : withoutCards(named),
    ip: request.ip,
    request: requestId,
    livemode,
    status: null,
  });
  context.audited = {
    end: async (status, body) => {
      const made = status < 300 ? idIn(body) : null;
      await finishAudit(system, entry, status, made).catch((error: unknown) =>
        request.log.error({ err: error }, 'an audit entry was not finished'),
      );
    },
  };
}

function idIn(body: string): string | null {
  const { id }: { id?: unknown } = JSON.parse(body);
  return typeof id === 'string' ? id : null;
}
