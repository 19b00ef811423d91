import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import type { SessionRow } from '../../resources/checkout-sessions/table.ts';
import { type CustomerRow, customers } from '../../resources/customers/table.ts';
import { released } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { released as releasedSetup } from '../../resources/setup-intents/rules.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { type ScopeParameters, statement } from '../../store/statement.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { dropChallenge } from '../challenges/drop-challenge.ts';
import { dropSetupChallenge } from '../setups/drop-setup-challenge.ts';

/*
 * What must wait while a payment or a setup is in flight. An attempt that is with the card network holds its card, its
 * customer and its session: a request to change them is refused, and may be repeated. An attempt that waits for the
 * buyer's answer to the issuer gives way: its challenge is dropped, the intent is open again, and a later answer charges
 * nothing. Rows are locked in one order: session, intent, card, customer, attempt.
 */

interface InFlight {
  readonly kind: 'payment' | 'setup';
  readonly intent: string;
  readonly customer: string | null;
  readonly with: 'network' | 'buyer';
}

const inFlightBy = (column: 'payment_method' | 'customer') =>
  statement<{ id: string }, InFlight>((db, p) => {
    const { account, mode, id }: { id: string } & ScopeParameters = p;
    const scope = sql`account = ${account} and mode = ${mode} and ${sql.ref(column)} = ${id}`;
    return sql<InFlight>`select 'payment' as kind, payment_intent as intent, customer,
        case status when 'started' then 'network' else 'buyer' end as "with"
      from payment_attempts where ${scope} and status in ('started', 'challenged')
      union all select 'setup' as kind, setup_intent as intent, customer,
        case status when 'processing' then 'network' else 'buyer' end as "with"
      from setup_attempts where ${scope} and status in ('processing', 'requires_action')`.compile(db);
  });
const byCard = inFlightBy('payment_method');
const byCustomer = inFlightBy('customer');

/**
 * Locks a card that is to change hands; undefined if it does not exist. Throws 429 while it is with the network. A
 * challenge goes on if the card goes to the very customer for whom it was begun.
 */
export function lockFreeCard(
  transaction: Transaction,
  now: number,
  id: string,
  customer: string | null = null,
): Promise<PaymentMethodRow | undefined> {
  const goesOn = (found: InFlight) => customer !== null && found.customer === customer;
  return lockFree(transaction, now, byCard, id, paymentMethods.lock, goesOn);
}

/** The same for a customer who is to be deleted. */
export function lockFreeCustomer(
  transaction: Transaction,
  now: number,
  id: string,
): Promise<CustomerRow | undefined> {
  return lockFree(transaction, now, byCustomer, id, customers.lock);
}

async function lockFree<R>(
  transaction: Transaction,
  now: number,
  inFlight: typeof byCard,
  id: string,
  lock: (transaction: Transaction, id: string) => Promise<R>,
  goesOn: (found: InFlight) => boolean = () => false,
): Promise<R> {
  for (const found of await transaction.all(inFlight, { id })) {
    if (found.with === 'network') throw errors.lockTimeout();
    if (goesOn(found)) continue;
    if (found.kind === 'payment') await freePayment(transaction, now, found.intent);
    else await freeSetup(transaction, now, found.intent);
  }
  const row = await lock(transaction, id);
  // An attempt may have begun, or been taken up again, while this transaction waited for the row.
  if (await isWithNetwork(transaction, inFlight, id)) throw errors.lockTimeout();
  return row;
}

/** Whether a card is free. One without a customer serves one attempt at a time, which uses it up. The caller holds its row. */
export async function isIdle(reader: Reader, card: PaymentMethodRow): Promise<boolean> {
  return card.customer !== null || !(await isWithNetwork(reader, byCard, card.id));
}

/** Throws 429 for a card that another attempt is using up. Nobody else knows a card that this transaction created. */
export async function requireIdle(reader: Reader, card: PaymentMethodRow): Promise<void> {
  if (card.seq !== undefined && !(await isIdle(reader, card))) throw errors.lockTimeout();
}

async function isWithNetwork(reader: Reader, inFlight: typeof byCard, id: string): Promise<boolean> {
  const found = await reader.all(inFlight, { id });
  return found.some((attempt) => attempt.with === 'network');
}

/** Makes way for a change to an open session, whose row the caller holds. Throws 400 while it is being paid or set up. */
export async function freeSession(
  transaction: Transaction,
  now: number,
  { payment_intent, setup_intent }: SessionRow,
  happening: 'changed' | 'expired',
): Promise<void> {
  if (payment_intent !== null && !(await freePayment(transaction, now, payment_intent))) {
    throw errors.stateInvalid(
      `This Checkout Session cannot be ${happening} while its payment is being processed.`,
    );
  }
  if (setup_intent !== null && !(await freeSetup(transaction, now, setup_intent))) {
    throw errors.stateInvalid(`This Checkout Session cannot be ${happening} while its card is being set up.`);
  }
}

/** Drops an intent's challenge; returns false while the intent is with the network. */
export async function freePayment(transaction: Transaction, now: number, id: string): Promise<boolean> {
  const intent = await paymentIntents.lock(transaction, id);
  if (intent === undefined || intent.doc.challenged_attempt === null) return intent?.status !== 'processing';
  await dropChallenge(transaction, intent, now);
  await paymentIntents.update(transaction, released(intent, null));
  return true;
}

export async function freeSetup(transaction: Transaction, now: number, id: string): Promise<boolean> {
  const intent = await setupIntents.lock(transaction, id);
  if (intent === undefined || intent.doc.challenged_attempt === null) return intent?.status !== 'processing';
  await dropSetupChallenge(transaction, intent, now);
  await setupIntents.update(transaction, releasedSetup(intent, null));
  return true;
}
