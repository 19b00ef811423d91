import type { StoredCredential } from '../../network/network.ts';
import { type Row, resourceTable } from '../../store/table.ts';
import { statementDescriptor } from '../charges/statement-descriptor.ts';
import type { Saving } from '../checkout-sessions/saving.ts';
import type { Contact, FutureUsage } from '../checkout-sessions/table.ts';
import type { Client } from '../client.ts';
import type { StatedConsent } from '../consents/stated-consent.ts';
import type { PaymentIntentRow } from '../payment-intents/table.ts';

/**
 * One try to pay an intent. It is committed before the network is called, so that whatever happens then, the request id
 * leads back to what the network did.
 */
export interface AttemptDoc {
  /** The request id under which the network knows the authorization. */
  readonly network_request: string;
  /** Minor units requested from the network, and whether it captures them at once or holds them. */
  readonly amount: number;
  /** Absent from attempts older than the field. */
  readonly currency?: string;
  readonly capture: 'automatic' | 'manual';
  /** Absent from attempts older than the field. */
  readonly statement_descriptor?: string;
  /** False for a card that was saved before. */
  readonly new_card: boolean;
  readonly authentication: string | null;
  /** Whether the customer takes part, or the merchant charges while they are away. */
  readonly initiator: 'customer' | 'merchant';
  /** What the network is told about storing the card; null for a card that is used once. */
  readonly credential: Omit<StoredCredential, 'originalNetworkTransactionId'> | null;
  /** What the merchant does if the issuer wants to authenticate the customer. */
  readonly on_challenge: 'sdk' | 'redirect' | 'refuse';
  readonly saving: Saving;
  readonly consent: StatedConsent | null;
  readonly usage: FutureUsage | null;
  readonly buyer: {
    readonly email: string | null;
    readonly phone: string | null;
    readonly billing: Contact | null;
    readonly shipping: Contact | null;
  };
  readonly client: Client;
  readonly return_url: string | null;
}

export type AttemptRow = Row<'payment_attempts', AttemptDoc>;

export const attempts = resourceTable<'payment_attempts', AttemptDoc>(
  'payment_attempts',
  ['payment_intent', 'checkout_session', 'payment_method', 'customer', 'status'],
  { revised: true },
);

/** What the cardholder reads on the statement. */
export function descriptorOf({ doc }: AttemptRow, intent: PaymentIntentRow): string {
  return doc.statement_descriptor ?? statementDescriptor(null, intent.doc.statement_descriptor_suffix);
}
