/** Paths without an object to create: a POST changes what exists. */
const standing: Readonly<Record<string, string>> = {
  'POST /v1/onfile/settings': 'settings.update',
  'POST /v1/onfile/faults': 'faults.set',
  'DELETE /v1/onfile/faults': 'faults.clear',
  'POST /v1/onfile/reset': 'sandbox.reset',
  'POST /v1/onfile/clock/advance': 'clock.advance',
  'POST /v1/onfile/team/invitations': 'invitations.create',
  'DELETE /v1/onfile/team/invitations/:invitation': 'invitations.delete',
};

/** The audit log's name for what a route does: `refunds.create`, `payment_intents.capture`. */
export function auditAction(method: string, path: string): string {
  const known = standing[`${method} ${path}`];
  if (known !== undefined) return known;
  const segments = path.replace(/^\/v1\/(onfile\/)?/, '').split('/');
  const object = segments.findIndex((segment) => segment.startsWith(':'));
  if (object === -1) return `${segments.join('.')}.${method === 'DELETE' ? 'delete' : 'create'}`;
  const resource = segments.slice(0, object).join('.');
  const rest = segments.slice(object + 1).filter((segment) => !segment.startsWith(':'));
  return [resource, ...(rest.length > 0 ? rest : [method === 'DELETE' ? 'delete' : 'update'])].join('.');
}
