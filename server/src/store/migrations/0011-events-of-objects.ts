import type { Dialect } from '../engine.ts';

/** Finds the events of an object, or of everything a customer has, without reading the account's other events. */
export function eventsOfObjects(dialect: Dialect): string[] {
  const customer = (path: readonly string[]) => dialect.jsonText('doc', path);
  const now = customer(['data', 'object', 'customer']);
  const before = customer(['data', 'previous_attributes', 'customer']);
  return [
    'alter table events add column customer text',
    `update events set customer = coalesce(${now}, ${before})`,
    'create index events_by_object on events (account, mode, object, created, seq)',
    'create index events_by_customer on events (account, mode, customer, created, seq) where customer is not null',
  ];
}
