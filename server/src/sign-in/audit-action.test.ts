import { expect, it } from 'vitest';
import { routes } from '../api/index.ts';
import { auditAction } from './audit-action.ts';

it.each([
  ['POST', '/v1/refunds', 'refunds.create'],
  ['POST', '/v1/customers/:customer', 'customers.update'],
  ['DELETE', '/v1/customers/:customer', 'customers.delete'],
  ['POST', '/v1/payment_intents/:payment_intent/capture', 'payment_intents.capture'],
  ['POST', '/v1/checkout/sessions/:session/expire', 'checkout.sessions.expire'],
  ['POST', '/v1/onfile/api_keys/:key/roll', 'api_keys.roll'],
  ['POST', '/v1/onfile/settings', 'settings.update'],
  ['POST', '/v1/onfile/team/:member', 'team.update'],
  ['DELETE', '/v1/onfile/team/invitations/:invitation', 'invitations.delete'],
])('%s %s is %s', (method, path, action) => {
  expect(auditAction(method, path)).toBe(action);
});

it('names every change by an object and a verb', () => {
  const names = routes
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => auditAction(method, path));
  expect(names.filter((name) => !/^[a-z_]+(\.[a-z_]+)+$/.test(name))).toEqual([]);
});
