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
import { FilterSelect, SearchInput, useFilters } from '../../ui/filters.tsx';
import { useFormats, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';
import { ProductForm } from './product-form.tsx';

const listExpand = ['data.default_price'];

export default function ProductsPage(): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const may = useMay();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const filters = useFilters(['query', 'status']);
  const { query, status } = filters.values;
  const searching = query.length >= 3;
  const clauses = [
    `name~${JSON.stringify(query)}`,
    ...(status === '' ? [] : [`active:"${status === 'active'}"`]),
  ];
  const source = searching
    ? { path: '/v1/products/search', params: { query: clauses.join(' AND '), expand: listExpand } }
    : {
        path: '/v1/products',
        params: { ...(status === '' ? {} : { active: status === 'active' }), expand: listExpand },
      };
  const list = useList<Stripe.Product>('product', source.path, source.params);
  const priceOf = ({ default_price: price }: Stripe.Product) =>
    price === null || price === undefined || typeof price === 'string' || price.unit_amount === null
      ? null
      : formats.amount(price.unit_amount, price.currency);
  return (
    <>
      <PageHead title={t('products.title')}>
        <CopyAs call={{ method: 'GET', path: source.path, params: { ...source.params, limit: 50 } }} />
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
        source={source}
        hrefOf={({ id }) => `/products/${id}`}
        filters={
          <>
            <SearchInput
              label={t('common.name')}
              value={query}
              onChange={(value) => filters.set('query', value)}
            />
            <FilterSelect
              label={t('common.status')}
              value={status}
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
        none={<Empty title={t('products.none')} text={t('payments.none_text')} />}
        columns={[
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
        ]}
      />
      {adding && (
        <ProductForm onClose={() => setAdding(false)} onDone={({ id }) => void navigate(`/products/${id}`)} />
      )}
    </>
  );
}
