import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

export function webhooks(dialect: Dialect): string[] {
  return [
    ...resource(dialect, 'webhook_endpoints', ['status text not null']),
    ...resource(
      dialect,
      'webhook_deliveries',
      [
        'endpoint text not null',
        'event text not null',
        'object text not null',
        'status text not null',
        'tries integer not null',
        'due_at bigint not null',
        'claimed_until bigint not null',
      ],
      ['endpoint', 'event'],
    ),
    `create index webhook_deliveries_due on webhook_deliveries (status, due_at)`,
    `create index webhook_deliveries_order on webhook_deliveries (endpoint, object, status, seq)`,
  ];
}
