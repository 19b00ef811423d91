import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { useList } from '../../api/queries.ts';
import type { CustomerRow } from '../../api/types.ts';
import { Card, CopyId, Dash, PageHead } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DateFilter, SearchInput, useCreatedParam, useFilters } from '../../ui/filters.tsx';
import { useFormats, When } from '../../ui/format.tsx';
import type { Column } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';
import { CustomerForm } from './customer-form.tsx';

const path = '/v1/onfile/customers';

export default function CustomersPage(): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const navigate = useNavigate();
  const filters = useFilters(['query', 'created']);
  const [adding, setAdding] = useState(false);
  const { query, created } = filters.values;
  const params = { ...(query === '' ? {} : { query }), ...useCreatedParam(created) };
  const customers = useList<CustomerRow>('customer', path, params);
  const bar = (
    <>
      <SearchInput
        label={t('customers.search')}
        value={query}
        onChange={(value) => filters.set('query', value)}
      />
      <DateFilter value={created} onChange={(value) => filters.set('created', value)} />
    </>
  );
  const empty = (
    <Empty
      title={t('customers.empty')}
      text={t('customers.empty_text')}
      call={{
        method: 'POST',
        path: '/v1/customers',
        params: { name: 'Jenny Rosen', email: 'jenny.rosen@example.com' },
      }}
    />
  );
  const none = <Empty title={t('customers.none')} text={t('common.none_searched')} />;
  const columns = useCustomerColumns();
  return (
    <>
      <PageHead title={t('customers.title')}>
        <CopyAs call={{ method: 'GET', path, params: { ...params, limit: 50 } }} />
        {may('write') && (
          <Button look="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {t('customers.new')}
          </Button>
        )}
      </PageHead>
      <DataTable
        name="customers"
        label={t('customers.title')}
        list={customers}
        columns={columns}
        filters={bar}
        filtered={filters.any}
        onClear={filters.clear}
        empty={empty}
        none={none}
        source={{ path, params }}
        hrefOf={({ id }) => `/customers/${id}`}
      />
      {adding && (
        <CustomerForm
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(`/customers/${id}`)}
        />
      )}
    </>
  );
}

function useCustomerColumns(): readonly Column<CustomerRow>[] {
  const t = useTranslations();
  const formats = useFormats();
  return [
    {
      id: 'name',
      header: t('common.name'),
      cell: ({ customer, id }) => customer.name ?? customer.email ?? id,
      text: ({ customer }) => customer.name ?? null,
    },
    {
      id: 'email',
      header: t('common.email'),
      cell: ({ customer }) => customer.email ?? <Dash />,
      text: ({ customer }) => customer.email,
      leaveOut: 'phone',
    },
    {
      id: 'card',
      header: t('customers.default_card'),
      cell: ({ card, cards }) =>
        card === null ? (
          <Dash />
        ) : (
          <>
            <Card card={card} /> {cards > 1 && t('customers.more_cards', { count: cards - 1 })}
          </>
        ),
      text: ({ card }) => (card === null ? null : `${card.brand} ${card.last4}`),
    },
    {
      id: 'cards',
      header: t('customers.cards'),
      cell: ({ cards }) => formats.number(cards),
      text: ({ cards }) => cards,
      right: true,
      hidden: true,
    },
    {
      id: 'payments',
      header: t('customers.payments'),
      cell: ({ payments }) => formats.number(payments),
      text: ({ payments }) => payments,
      right: true,
    },
    {
      id: 'phone',
      header: t('common.phone'),
      cell: ({ customer }) => customer.phone ?? <Dash />,
      text: ({ customer }) => customer.phone ?? null,
      hidden: true,
    },
    { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} />, hidden: true },
    {
      id: 'created',
      header: t('common.created'),
      cell: ({ customer }) => <When at={customer.created} />,
      text: ({ customer }) => new Date(customer.created * 1000).toISOString(),
      right: true,
    },
  ];
}
