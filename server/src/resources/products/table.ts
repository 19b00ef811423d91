import { type Row, resourceTable } from '../../store/table.ts';

export interface ProductDoc {
  readonly default_price: string | null;
  readonly images: readonly string[];
  readonly marketing_features: readonly { readonly name: string }[];
  readonly metadata: Record<string, string>;
  readonly package_dimensions: {
    readonly height: number;
    readonly length: number;
    readonly weight: number;
    readonly width: number;
  } | null;
  readonly statement_descriptor: string | null;
  readonly tax_code: string | null;
  readonly type: 'good' | 'service';
  readonly unit_label: string | null;
  readonly updated: number;
}

export type ProductRow = Row<'products', ProductDoc>;

export const products = resourceTable<'products', ProductDoc>('products', [
  'active',
  'name',
  'description',
  'url',
  'shippable',
  'deleted',
]);
