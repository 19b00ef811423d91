import { describe, expect, it } from 'vitest';
import { routes } from '../api/index.ts';
import { permissionsNeeded } from '../http/request/permit.ts';
import { allows, mayIssue, type Role, roles, seesSecrets } from './roles.ts';

/** What does not depend on reading or writing alone: the exceptions; everything else follows the rule below. */
const exceptions: Readonly<Record<string, readonly Role[]>> = {
  'onfile_team:read': ['owner'],
  'onfile_team:write': ['owner'],
  'onfile_audit_log:read': ['owner'],
  'onfile_settings:write': ['owner'],
  'onfile_api_keys:read': ['owner', 'developer'],
  'onfile_sign_in_sessions:write': ['owner', 'developer', 'support', 'read_only'],
  'customers:write': ['owner', 'developer', 'support'],
  'payment_methods:write': ['owner', 'developer', 'support'],
};

const byRule = (permission: string): readonly Role[] =>
  permission.endsWith(':read') ? roles : ['owner', 'developer'];

const cases = routes.flatMap((route) => {
  const [permission] = permissionsNeeded(route);
  const allowed = exceptions[permission] ?? byRule(permission);
  return roles.flatMap((role) =>
    [false, true].map((livemode) => ({
      call: `${route.method} ${route.path}`,
      permission,
      role,
      livemode,
      expected:
        allowed.includes(role) && !(role === 'developer' && livemode && permission === 'refunds:write'),
    })),
  );
});

describe('roles', () => {
  it('have exceptions only for existing routes', () => {
    const permissions = new Set(routes.flatMap(permissionsNeeded));
    expect(Object.keys(exceptions).filter((permission) => !permissions.has(permission))).toEqual([]);
  });

  it.each(roles)('of %s: each route in each mode', (role) => {
    const wrong = cases.filter(
      (each) => each.role === role && allows(role, each.permission, each.livemode) !== each.expected,
    );
    expect(wrong).toEqual([]);
  });

  // By path instead of by the rule, so that a mistake in the rule itself shows.
  it.each([
    ['support', 'POST', '/v1/refunds', false],
    ['support', 'POST', '/v1/payment_intents/:intent/capture', false],
    ['support', 'POST', '/v1/payment_intents', false],
    ['support', 'POST', '/v1/charges/:charge', false],
    ['support', 'POST', '/v1/webhook_endpoints', false],
    ['support', 'GET', '/v1/onfile/api_keys', false],
    ['support', 'POST', '/v1/customers/:customer', true],
    ['support', 'GET', '/v1/payment_intents', true],
    ['read_only', 'GET', '/v1/customers', true],
    ['read_only', 'POST', '/v1/customers', false],
    ['read_only', 'GET', '/v1/onfile/api_keys', false],
    ['read_only', 'DELETE', '/v1/customers/:customer', false],
    ['developer', 'POST', '/v1/webhook_endpoints', true],
    ['developer', 'GET', '/v1/onfile/team', false],
    ['developer', 'POST', '/v1/onfile/settings', false],
    ['developer', 'GET', '/v1/onfile/settings', true],
    ['owner', 'POST', '/v1/onfile/team/:member', true],
  ] as const)('%s: %s %s is allowed: %s', (role, method, path, expected) => {
    const route = routes.find((each) => each.method === method && each.path === path);
    if (route === undefined) throw new Error(`There is no ${method} ${path}.`);
    const needed = permissionsNeeded(route);
    expect(needed.every((permission) => allows(role, permission, true))).toBe(expected);
  });

  it('let a developer refund only in test mode', () => {
    expect(allows('developer', 'refunds:write', false)).toBe(true);
    expect(allows('developer', 'refunds:write', true)).toBe(false);
  });

  it.each([
    ['owner', 'secret', null, true, true],
    ['developer', 'secret', null, true, false],
    ['developer', 'secret', null, false, true],
    ['developer', 'publishable', null, true, true],
    ['developer', 'restricted', ['customers:write', 'payment_intents:write'], true, true],
    ['developer', 'restricted', ['refunds:write'], true, false],
    ['developer', 'restricted', ['onfile_settings:write'], true, false],
    ['support', 'publishable', null, false, false],
  ] as const)(
    '%s creates a %s key with %j in live mode (%s): %s',
    (role, kind, permissions, livemode, expected) => {
      expect(mayIssue(role, { kind, permissions }, livemode)).toBe(expected);
    },
  );

  it('show secrets only to those who work with them', () => {
    expect(roles.filter(seesSecrets)).toEqual(['owner', 'developer']);
  });
});
