/** What is due of accounts that are busy is passed over without reading it, as that of endpoints. */
export function deliveriesOfAccounts(): string[] {
  return [
    'drop index webhook_deliveries_due',
    'create index webhook_deliveries_due on webhook_deliveries (status, due_at, seq, endpoint, account)',
  ];
}
