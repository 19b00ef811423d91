import type Stripe from 'stripe';
import type { ProductRow } from './table.ts';

export function productView(row: ProductRow, livemode: boolean): Stripe.Product {
  const { doc } = row;
  return {
    id: row.id,
    object: 'product',
    active: row.active === 1,
    created: row.created,
    default_price: doc.default_price,
    description: row.description,
    images: [...doc.images],
    livemode,
    marketing_features: [...doc.marketing_features],
    metadata: doc.metadata,
    name: row.name,
    package_dimensions: doc.package_dimensions,
    shippable: row.shippable === null ? null : row.shippable === 1,
    statement_descriptor: doc.statement_descriptor,
    tax_code: doc.tax_code,
    tax_details: null,
    type: doc.type,
    unit_label: doc.unit_label,
    updated: doc.updated,
    url: row.url,
  };
}

export function deletedProductView(id: string): Stripe.DeletedProduct {
  return { id, object: 'product', deleted: true };
}
