import type Stripe from 'stripe';
import { itemsOf, useList } from '../api/queries.ts';

/** As many as the server accepts. */
const objectsMax = 100;

interface Subjects {
  readonly objects?: readonly string[];
  /** The customer, with everything that is or was theirs. */
  readonly customer?: string;
}

/** The newest events about these objects; undefined until loaded. */
export function useEventsOf({ objects = [], customer }: Subjects, limit: number) {
  const list = useList<Stripe.Event>(
    'event',
    '/v1/onfile/events',
    { objects: objects.slice(0, objectsMax), ...(customer === undefined ? {} : { customer }) },
    { limit },
  );
  return list.data === undefined ? undefined : itemsOf(list);
}
