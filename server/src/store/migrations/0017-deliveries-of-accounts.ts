/** Skips the due deliveries of busy accounts without reading them, like those of busy endpoints. */
export function deliveriesOfAccounts(): string[] {
  return [
    'drop index webhook_deliveries_due',
    'create index webhook_deliveries_due on webhook_deliveries (status, due_at, seq, endpoint, account)',
  ];
}
