import type { AnyRoute } from '../../api/route.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import { withoutCards } from '../../redaction/without-cards.ts';
import type { Services } from '../../services.ts';
import { auditAction } from '../../sign-in/audit-action.ts';
import { appendAudit, finishAudit } from '../../sign-in/audit-log.ts';
import type { Exchange } from './exchange.ts';

/** A member's request that the audit log has an entry of. */
export interface AuditedRequest {
  /** Adds how it ended; an entry without that is of a request during which the server stopped. */
  end(status: number, body: string): Promise<void>;
}

/** Notes a member's change before it is made, so that none can be made without an entry. Reads are not noted. */
export async function beginAudited(
  services: Services,
  route: Pick<AnyRoute, 'method' | 'path'>,
  { request, requestId, now }: Exchange,
  { account, livemode, member }: Caller,
): Promise<AuditedRequest | null> {
  if (route.method === 'GET' || member === null) return null;
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
  return {
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
