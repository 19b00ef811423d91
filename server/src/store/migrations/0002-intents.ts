import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

/** What direct payments and setups need in addition to Checkout. */
export function intents(dialect: Dialect): string[] {
  return [
    `alter table payment_intents add column capture_before bigint`,
    `create index payment_intents_by_capture on payment_intents (status, capture_before)`,
    ...resource(
      dialect,
      'payment_moves',
      [
        'payment_intent text not null',
        'kind text not null',
        'status text not null',
        'updated bigint not null',
      ],
      ['payment_intent'],
    ),
    `create index payment_moves_by_status on payment_moves (status, updated)`,
    ...resource(
      dialect,
      'setup_intents',
      ['customer text', 'payment_method text', 'status text not null', 'checkout_session text'],
      ['customer', 'payment_method'],
    ),
    ...resource(
      dialect,
      'setup_attempts',
      ['setup_intent text not null', 'status text not null', 'updated bigint not null'],
      ['setup_intent'],
    ),
    `create index setup_attempts_by_status on setup_attempts (status, updated)`,
    ...resource(dialect, 'mandates', ['payment_method text not null']),
    `alter table checkout_sessions add column setup_intent text`,
  ];
}
