/** Rows that a payment changes count their changes, so that its outcome is committed only on what they were when it began. */
export function revisions(): string[] {
  return ['checkout_sessions', 'payment_attempts', 'payment_intents', 'payment_methods'].map(
    (table) => `alter table ${table} add column revision integer not null default 0`,
  );
}
