import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { useList } from '../../api/queries.ts';
import { CopyId, PageHead } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { chosen, FilterSelect, SearchInput, useFilters } from '../../ui/filters.tsx';
import { useFormats, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import type { Column } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';
import { ProductForm } from './product-form.tsx';

const path = '/v1/onfile/products';
const listExpand = ['data.default_price'];

export default function ProductsPage(): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const filters = useFilters(['query', 'status']);
  const params = { ...chosen(filters.values), expand: listExpand };
  const columns = useProductColumns();
  const list = useList<Stripe.Product>('product', path, params);
  return (
    <>
      <PageHead title={t('products.title')}>
        <CopyAs call={{ method: 'GET', path, params: { ...params, limit: 50 } }} />
        {may('develop') && (
          <Button look="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {t('products.new')}
          </Button>
        )}
      </PageHead>
      <DataTable
        name="products"
        label={t('products.title')}
        list={list}
        filtered={filters.any}
        onClear={filters.clear}
        source={{ path, params }}
        hrefOf={({ id }) => `/products/${id}`}
        filters={
          <>
            <SearchInput
              label={t('products.search')}
              value={filters.values.query}
              onChange={(value) => filters.set('query', value)}
            />
            <FilterSelect
              label={t('common.status')}
              value={filters.values.status}
              choices={[
                ['active', t('products.active')],
                ['archived', t('products.archived')],
              ]}
              onChange={(value) => filters.set('status', value)}
            />
          </>
        }
        empty={
          <Empty
            title={t('products.empty')}
            text={t('products.empty_text')}
            call={{
              method: 'POST',
              path: '/v1/products',
              params: { name: 'T-shirt', description: 'Cotton, unisex' },
            }}
          />
        }
        none={<Empty title={t('products.none')} text={t('common.none_searched')} />}
        columns={columns}
      />
      {adding && (
        <ProductForm onClose={() => setAdding(false)} onDone={({ id }) => void navigate(`/products/${id}`)} />
      )}
    </>
  );
}

function useProductColumns(): readonly Column<Stripe.Product>[] {
  const t = useTranslations();
  const formats = useFormats();
  const priceOf = ({ default_price: price }: Stripe.Product) =>
    price === null || price === undefined || typeof price === 'string' || price.unit_amount === null
      ? null
      : formats.amount(price.unit_amount, price.currency);
  return [
    {
      id: 'name',
      header: t('common.name'),
      cell: ({ name }) => name,
      text: ({ name }) => name,
      grow: true,
    },
    {
      id: 'price',
      header: t('products.price'),
      cell: (product) => priceOf(product) ?? '–',
      text: priceOf,
    },
    {
      id: 'status',
      header: t('common.status'),
      cell: ({ active }) => <StatusPill status={active ? 'active' : 'archived'} />,
      text: ({ active }) => (active ? 'active' : 'archived'),
    },
    {
      id: 'description',
      header: t('common.description'),
      cell: ({ description }) => description,
      text: ({ description }) => description,
      hidden: true,
    },
    { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} />, hidden: true },
    {
      id: 'created',
      header: t('common.created'),
      cell: ({ created }) => <When at={created} />,
      text: ({ created }) => new Date(created * 1000).toISOString(),
      right: true,
      leaveOut: 'phone',
    },
  ];
}
