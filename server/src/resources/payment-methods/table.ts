import { sql } from 'kysely';
import type Stripe from 'stripe';
import { statement } from '../../store/statement.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { type Row, resourceTable } from '../../store/table.ts';

export interface StoredCard {
  readonly brand: string;
  readonly networks: readonly string[];
  /** The buyer's or the merchant's choice for a co-badged card. */
  readonly preferred_network: string | null;
  readonly country: string | null;
  readonly funding: string;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly checks: Stripe.PaymentMethod.Card.Checks;
}

export interface PaymentMethodDoc {
  readonly billing_details: {
    readonly address: Stripe.Address;
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
  };
  readonly card: StoredCard;
  readonly metadata: Record<string, string>;
  /** Of the authorization that stored the card; later charges refer to it. */
  readonly network_transaction_id: string | null;
  /** `spent`: charged without a customer, or detached; it may not be used again. */
  readonly lifecycle: 'fresh' | 'attached' | 'spent';
}

export type PaymentMethodRow = Row<'payment_methods', PaymentMethodDoc>;

export const paymentMethods = resourceTable<'payment_methods', PaymentMethodDoc>(
  'payment_methods',
  ['customer', 'type', 'allow_redisplay', 'fingerprint', 'last4', 'sealed_card'],
  { revised: true },
);

type Code = { payment_method: string; sealed: string; expires_at: number };

const keeping = statement<Code>((db, p) =>
  sql<never>`insert into security_codes (account, mode, payment_method, sealed, expires_at)
    values (${p.account}, ${p.mode}, ${p.payment_method}, ${p.sealed}, ${p.expires_at})
    on conflict (account, mode, payment_method) do nothing`.compile(db),
);
const reading = statement<{ payment_method: string; now: number }, Code>((db, p) =>
  sql<Code>`select * from security_codes where account = ${p.account} and mode = ${p.mode}
    and payment_method = ${p.payment_method} and expires_at > ${p.now}`.compile(db),
);
const dropping = statement<{ payment_method: string }>((db, p) =>
  sql<never>`delete from security_codes where account = ${p.account} and mode = ${p.mode}
    and payment_method = ${p.payment_method}`.compile(db),
);

/** Sealed security codes that wait for their card's first authorization; one that waits is not replaced. */
export const securityCodes = {
  keep: (transaction: Transaction, code: Code) => transaction.run(keeping, code),
  find: async (reader: Reader, paymentMethod: string, now: number) =>
    (await reader.first(reading, { payment_method: paymentMethod, now })) ?? null,
  drop: (transaction: Transaction, paymentMethod: string) =>
    transaction.run(dropping, { payment_method: paymentMethod }),
};
