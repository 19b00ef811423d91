import type { Ids } from '@onfile/shared/ids.ts';
import type Stripe from 'stripe';
import type { Transaction } from '../store/store.ts';
import { resourceTable } from '../store/table.ts';
import { newestVersion } from '../versions/version.ts';
import { enqueueDeliveries } from './enqueue.ts';
import type { EventType } from './event-types.ts';
import { insertInOrder, type NewEvent } from './insert-in-order.ts';

/** An event as it is stored: the object as it was, in the newest version. */
export interface EventDoc {
  readonly api_version: string;
  readonly data: { readonly object: object; readonly previous_attributes?: object };
  readonly request: Stripe.Event['request'];
}

export const events = resourceTable<'events', EventDoc>('events', ['type', 'object', 'customer'], {
  order: 'commit',
});

interface Happening {
  readonly type: EventType;
  /** The view of the object after the change. */
  readonly object: { readonly object: string; readonly id?: string | undefined };
  /** The previous values of the changed fields. */
  readonly previous?: object;
}

/** The events of each transaction, until it ends. */
const told = new WeakMap<Transaction, NewEvent[]>();

/**
 * Writes an event in the transaction of the change that it reports, at its end, so that an account's events are numbered and
 * dated in the order of their commits. Returns nothing: events are read by id or list.
 */
export async function appendEvent(
  transaction: Transaction,
  ids: Ids,
  now: number,
  happening: Happening,
): Promise<void> {
  const { requestId, idempotencyKey } = transaction.origin;
  const id = ids.next(ofPaymentFamily(happening.type) ? 'payment_event' : 'event');
  const object = happening.object.id ?? '';
  write(transaction, ids, now, {
    id,
    created: now,
    type: happening.type,
    object,
    customer: customerOf(happening),
    doc: {
      api_version: newestVersion,
      data:
        happening.previous === undefined
          ? { object: happening.object }
          : { object: happening.object, previous_attributes: happening.previous },
      request: { id: requestId, idempotency_key: idempotencyKey },
    },
  });
  transaction.announce('events');
}

function write(transaction: Transaction, ids: Ids, now: number, event: NewEvent): void {
  const known = told.get(transaction);
  if (known !== undefined) {
    known.push(event);
    return;
  }
  const all = [event];
  told.set(transaction, all);
  transaction.atEnd(async () => {
    const { listeners } = await insertInOrder(transaction, all);
    if (listeners > 0) await enqueueDeliveries(transaction, ids, now, all);
  });
}

function customerOf({ object, previous }: Happening): string | null {
  const customer: unknown = Reflect.get(object, 'customer') ?? Reflect.get(previous ?? {}, 'customer');
  return typeof customer === 'string' ? customer : null;
}

function ofPaymentFamily(type: EventType): boolean {
  return type.startsWith('payment_intent.') || type.startsWith('charge.') || type.startsWith('refund.');
}

/** The old values of what differs, nested groups reduced to what changed; null for keys that did not exist. */
export function previousAttributes(before: object, after: object): Record<string, unknown> {
  const old: Record<string, unknown> = { ...before };
  const previous: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    const was = old[key] ?? null;
    if (JSON.stringify(was) === JSON.stringify(value)) continue;
    previous[key] = isGroup(was) && isGroup(value) ? previousAttributes(was, value) : was;
  }
  for (const key of Object.keys(old)) if (!(key in after)) previous[key] = old[key];
  return previous;
}

function isGroup(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
