import { addressOf, type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import { foldedText } from '../../search/folded-text.ts';
import type { CustomerDoc, CustomerRow } from './table.ts';

type AddressChange = Parameters<typeof addressOf>[0] | null | undefined;

/** What a request may change: undefined leaves a field as it is, null clears it. */
export interface CustomerChange {
  readonly address?: AddressChange;
  readonly balance?: number | undefined;
  readonly business_name?: string | null | undefined;
  readonly default_source?: string | undefined;
  readonly description?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly individual_name?: string | null | undefined;
  readonly invoice_prefix?: string | undefined;
  readonly invoice_settings?: { readonly default_payment_method?: string | null | undefined } | undefined;
  readonly metadata?: MetadataChange;
  readonly name?: string | null | undefined;
  readonly next_invoice_sequence?: number | undefined;
  readonly phone?: string | null | undefined;
  readonly preferred_locales?: readonly string[] | undefined;
  readonly shipping?:
    | {
        readonly address: NonNullable<AddressChange>;
        readonly name: string;
        readonly phone?: string | null | undefined;
      }
    | null
    | undefined;
  readonly tax_exempt?: CustomerDoc['tax_exempt'] | null | undefined;
}

interface Birth {
  readonly id: string;
  readonly now: number;
  /** Eight letters or digits, unique enough to begin invoice numbers. */
  readonly invoicePrefix: string;
}

export function newCustomer(
  given: CustomerChange & { readonly test_clock?: string | undefined },
  { id, now, invoicePrefix }: Birth,
): CustomerRow {
  const empty: CustomerRow = {
    id,
    created: now,
    email: null,
    name: null,
    phone: null,
    deleted: 0,
    test_clock: given.test_clock ?? null,
    email_key: null,
    doc: {
      address: null,
      balance: 0,
      description: null,
      individual_name: null,
      business_name: null,
      invoice_prefix: invoicePrefix,
      default_payment_method: null,
      metadata: {},
      next_invoice_sequence: 1,
      preferred_locales: [],
      shipping: null,
      tax_exempt: 'none',
    },
  };
  return changeCustomer(empty, given);
}

export function changeCustomer(row: CustomerRow, change: CustomerChange): CustomerRow {
  const { doc } = row;
  const email = kept(change.email, row.email);
  const name = kept(change.name, row.name);
  return {
    ...row,
    email,
    email_key: email === null ? null : foldedText(email),
    name,
    phone: kept(change.phone, row.phone),
    doc: {
      ...doc,
      address: kept(change.address && addressOf(change.address), doc.address),
      balance: change.balance ?? doc.balance,
      description: kept(change.description, doc.description),
      individual_name: kept(change.individual_name, doc.individual_name),
      business_name: kept(change.business_name, doc.business_name),
      invoice_prefix: change.invoice_prefix ?? doc.invoice_prefix,
      default_payment_method: kept(
        change.invoice_settings?.default_payment_method,
        doc.default_payment_method,
      ),
      default_source: change.default_source ?? doc.default_source ?? null,
      metadata: mergeMetadata(doc.metadata, change.metadata),
      next_invoice_sequence: change.next_invoice_sequence ?? doc.next_invoice_sequence,
      preferred_locales: change.preferred_locales ?? doc.preferred_locales,
      shipping: kept(change.shipping && shippingOf(change.shipping), doc.shipping),
      tax_exempt: change.tax_exempt === null ? 'none' : (change.tax_exempt ?? doc.tax_exempt),
    },
  };
}

function kept<Value>(change: Value | null | undefined, before: Value | null): Value | null {
  return change === undefined ? before : change;
}

function shippingOf(given: NonNullable<CustomerChange['shipping']>): NonNullable<CustomerDoc['shipping']> {
  return { address: addressOf(given.address), name: given.name, phone: given.phone ?? null };
}
