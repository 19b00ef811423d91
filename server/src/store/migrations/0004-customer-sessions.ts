import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

/** What pages without Checkout need: customer sessions, confirmation tokens, and tokens of cards. */
export function customerSessions(dialect: Dialect): string[] {
  return [
    ...resource(dialect, 'customer_sessions', ['customer text not null', 'expires_at bigint not null']),
    'create index customer_sessions_by_expiry on customer_sessions (expires_at)',
    ...resource(dialect, 'confirmation_tokens', [
      'payment_method text not null',
      'payment_intent text',
      'setup_intent text',
      'expires_at bigint not null',
    ]),
    ...resource(dialect, 'tokens', ['payment_method text not null', 'used integer not null']),
  ];
}
