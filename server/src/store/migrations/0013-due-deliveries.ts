/** Skips the due deliveries of busy endpoints without reading them. */
export function dueDeliveries(): string[] {
  return [
    'drop index webhook_deliveries_due',
    'create index webhook_deliveries_due on webhook_deliveries (status, due_at, seq, endpoint)',
  ];
}
