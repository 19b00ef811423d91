import type Stripe from 'stripe';
import type { CustomerRow } from './table.ts';

export function customerView(row: CustomerRow, livemode: boolean): Stripe.Customer {
  const { doc } = row;
  return {
    id: row.id,
    object: 'customer',
    address: doc.address,
    balance: doc.balance,
    ...(doc.business_name === null ? {} : { business_name: doc.business_name }),
    created: row.created,
    currency: null,
    customer_account: null,
    default_source: doc.default_source ?? null,
    delinquent: false,
    description: doc.description,
    discount: null,
    email: row.email,
    ...(doc.individual_name === null ? {} : { individual_name: doc.individual_name }),
    invoice_prefix: doc.invoice_prefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: doc.default_payment_method,
      footer: null,
      rendering_options: null,
    },
    livemode,
    metadata: doc.metadata,
    name: row.name,
    next_invoice_sequence: doc.next_invoice_sequence,
    phone: row.phone,
    preferred_locales: [...doc.preferred_locales],
    shipping: doc.shipping,
    tax_exempt: doc.tax_exempt,
    test_clock: row.test_clock,
  };
}

export function deletedCustomerView(id: string): Stripe.DeletedCustomer {
  return { id, object: 'customer', deleted: true };
}
