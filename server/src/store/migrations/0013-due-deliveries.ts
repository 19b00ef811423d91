/** What is due of endpoints that are busy is passed over without reading it. */
export function dueDeliveries(): string[] {
  return [
    'drop index webhook_deliveries_due',
    'create index webhook_deliveries_due on webhook_deliveries (status, due_at, seq, endpoint)',
  ];
}
