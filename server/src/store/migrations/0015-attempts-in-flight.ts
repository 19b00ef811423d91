import type { Dialect } from '../engine.ts';

/** Finds attempts in flight by their card and by their customer, without reading finished ones. */
export function attemptsInFlight(dialect: Dialect): string[] {
  return [
    ...found(dialect, 'payment_attempts', 'payment_intent', "status in ('started', 'challenged')"),
    ...found(dialect, 'setup_attempts', 'setup_intent', "status in ('processing', 'requires_action')"),
  ];
}

function found(dialect: Dialect, table: string, intent: string, inFlight: string): string[] {
  return [
    `alter table ${table} add column payment_method text`,
    `alter table ${table} add column customer text`,
    `update ${table} set payment_method = ${dialect.jsonText('doc', ['payment_method'])},
      customer = (select i.customer from ${intent}s i
        where i.id = ${table}.${intent} and i.account = ${table}.account and i.mode = ${table}.mode)`,
    `create index ${table}_in_flight_by_card on ${table} (account, mode, payment_method) where ${inFlight}`,
    `create index ${table}_in_flight_by_customer on ${table} (account, mode, customer)
      where ${inFlight} and customer is not null`,
  ];
}
