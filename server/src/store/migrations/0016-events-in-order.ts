/** Lists events in the order of their commits, which is that of their numbers; by time they are found as before. */
export function eventsInOrder(): string[] {
  const lists = { type: '', object: '', customer: ' where customer is not null' };
  return [
    'create index events_in_order on events (account, mode, seq)',
    ...Object.entries(lists).flatMap(([column, condition]) => [
      `drop index events_by_${column}`,
      `create index events_by_${column} on events (account, mode, ${column}, seq)${condition}`,
    ]),
  ];
}
