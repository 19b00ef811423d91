import { errors } from '@onfile/shared/errors.ts';
import { paging } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { type AuditEntry, listAudit } from '../../sign-in/audit-log.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/audit_log';

/** Members' changes in either mode, and their sign-ins, newest first. */
const list = route({
  method: 'GET',
  path,
  params: ownParams({ limit: paging.limit, starting_after: paging.starting_after }),
  returns: 'list:onfile.audit_entry',
  callers: 'member',
  read: async ({ account, params, services }) => {
    const { limit, starting_after: after } = params;
    const page = await listAudit(services.store.system, account.id, { limit, after });
    if (page === null) throw errors.missingInBody('audit entry', after ?? '', 'starting_after');
    return { object: 'list', data: page.entries.map(entryView), has_more: page.hasMore, url: path };
  },
});

export const auditLogRoutes = [list];

function entryView(entry: AuditEntry) {
  return {
    id: entry.id,
    object: 'onfile.audit_entry',
    action: entry.action,
    created: entry.created,
    ip: entry.ip,
    livemode: entry.livemode,
    member: entry.member,
    object_id: entry.object,
    request: entry.request,
    status: entry.status,
  };
}
