import { type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import type { ProductDoc, ProductRow } from './table.ts';

export interface ProductChange {
  readonly active?: boolean | undefined;
  readonly default_price?: string | undefined;
  readonly description?: string | null | undefined;
  readonly images?: readonly string[] | undefined;
  readonly marketing_features?: ProductDoc['marketing_features'] | undefined;
  readonly metadata?: MetadataChange;
  readonly name?: string | undefined;
  readonly package_dimensions?: ProductDoc['package_dimensions'] | undefined;
  readonly shippable?: boolean | undefined;
  readonly statement_descriptor?: string | undefined;
  readonly tax_code?: string | null | undefined;
  readonly type?: 'good' | 'service' | undefined;
  readonly unit_label?: string | null | undefined;
  readonly url?: string | null | undefined;
}

export function newProduct(
  given: ProductChange & { readonly name: string },
  id: string,
  now: number,
): ProductRow {
  const empty: ProductRow = {
    id,
    created: now,
    active: 1,
    name: given.name,
    description: null,
    url: null,
    shippable: null,
    deleted: 0,
    doc: {
      default_price: null,
      images: [],
      marketing_features: [],
      metadata: {},
      package_dimensions: null,
      statement_descriptor: null,
      tax_code: null,
      type: given.type ?? 'service',
      unit_label: null,
      updated: now,
    },
  };
  return changeProduct(empty, given, now);
}

export function changeProduct(row: ProductRow, change: ProductChange, now: number): ProductRow {
  const { doc } = row;
  return {
    ...row,
    active: flag(change.active) ?? row.active,
    name: change.name ?? row.name,
    description: change.description === undefined ? row.description : change.description,
    url: change.url === undefined ? row.url : change.url,
    shippable: flag(change.shippable) ?? row.shippable,
    doc: {
      ...doc,
      default_price: change.default_price ?? doc.default_price,
      images: change.images ?? doc.images,
      marketing_features: change.marketing_features ?? doc.marketing_features,
      metadata: mergeMetadata(doc.metadata, change.metadata),
      package_dimensions:
        change.package_dimensions === undefined ? doc.package_dimensions : change.package_dimensions,
      statement_descriptor: change.statement_descriptor ?? doc.statement_descriptor,
      tax_code: change.tax_code === undefined ? doc.tax_code : change.tax_code,
      unit_label: change.unit_label === undefined ? doc.unit_label : change.unit_label,
      updated: now,
    },
  };
}

function flag(value: boolean | undefined): 0 | 1 | undefined {
  return value === undefined ? undefined : value ? 1 : 0;
}
