import type { ReactNode } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useList } from '../../api/queries.ts';
import { CopyId, Dash, PageHead } from '../../ui/bits.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import {
  chosen,
  DateFilter,
  FilterChip,
  FilterSelect,
  SearchInput,
  useCreatedParam,
  useFilters,
} from '../../ui/filters.tsx';
import { useFormats, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import type { Column } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';

const path = '/v1/onfile/checkout_sessions';
const statuses = ['open', 'complete', 'expired'] as const;

export default function SessionsPage(): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['query', 'status', 'created', 'customer']);
  const { created, ...given } = filters.values;
  const params = { ...chosen(given), ...useCreatedParam(created) };
  const columns = useSessionColumns();
  const list = useList<Stripe.Checkout.Session>('checkout.session', path, params);
  return (
    <>
      <PageHead title={t('sessions.title')}>
        <CopyAs call={{ method: 'GET', path, params: { ...params, limit: 50 } }} />
      </PageHead>
      <DataTable
        name="checkout-sessions"
        label={t('sessions.title')}
        list={list}
        filtered={filters.any}
        onClear={filters.clear}
        source={{ path, params }}
        hrefOf={({ id }) => `/sessions/${id}`}
        filters={
          <>
            <SearchInput
              label={t('sessions.search')}
              value={given.query}
              onChange={(value) => filters.set('query', value)}
            />
            <FilterSelect
              label={t('common.status')}
              value={given.status}
              choices={statuses.map((value) => [value, t(`status.${value}`)])}
              onChange={(value) => filters.set('status', value)}
            />
            <DateFilter value={created} onChange={(value) => filters.set('created', value)} />
            <FilterChip
              label={t('common.customer')}
              value={given.customer}
              onRemove={() => filters.set('customer', '')}
            />
          </>
        }
        empty={
          <Empty
            title={t('sessions.empty')}
            text={t('sessions.empty_text')}
            call={{
              method: 'POST',
              path: '/v1/checkout/sessions',
              params: {
                mode: 'payment',
                ui_mode: 'elements',
                customer_creation: 'always',
                saved_payment_method_options: { payment_method_save: 'enabled' },
                line_items: [
                  {
                    quantity: 1,
                    price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'T-shirt' } },
                  },
                ],
              },
            }}
          />
        }
        none={<Empty title={t('sessions.none')} text={t('common.none_searched')} />}
        columns={columns}
      />
    </>
  );
}

function buyerOf(session: Stripe.Checkout.Session): string | null {
  return session.customer_details?.email ?? session.customer_email ?? idOf(session.customer);
}

export function idOf(object: string | { readonly id: string } | null): string | null {
  return typeof object === 'string' ? object : (object?.id ?? null);
}

/** The types leave room for future modes. */
export function modeWords(mode: string) {
  if (mode === 'setup') return 'sessions.mode_setup';
  return mode === 'subscription' ? 'sessions.mode_subscription' : 'sessions.mode_payment';
}

function useSessionColumns(): readonly Column<Stripe.Checkout.Session>[] {
  const t = useTranslations();
  const formats = useFormats();
  return [
    {
      id: 'amount',
      header: t('common.amount'),
      cell: ({ amount_total, currency, mode }) =>
        amount_total === null || currency === null || mode === 'setup'
          ? t(modeWords(mode))
          : formats.amount(amount_total, currency),
      text: ({ amount_total, currency }) =>
        amount_total === null || currency === null ? null : formats.amount(amount_total, currency),
    },
    {
      id: 'status',
      header: t('common.status'),
      cell: (session) => <StatusPill status={session.status ?? 'unknown'} />,
      text: (session) => session.status,
    },
    {
      id: 'payment_status',
      header: t('sessions.payment_status'),
      cell: ({ payment_status }) => <StatusPill status={payment_status} />,
      text: ({ payment_status }) => payment_status,
      leaveOut: 'phone',
    },
    {
      id: 'mode',
      header: t('sessions.mode'),
      cell: ({ mode }) => t(modeWords(mode)),
      text: ({ mode }) => mode,
      hidden: true,
    },
    {
      id: 'email',
      header: t('common.customer'),
      cell: (session) => buyerOf(session) ?? <Dash />,
      text: buyerOf,
      leaveOut: 'phone',
    },
    { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} />, hidden: true },
    {
      id: 'expires',
      header: t('common.expires'),
      cell: ({ expires_at }) => <When at={expires_at} />,
      text: ({ expires_at }) => new Date(expires_at * 1000).toISOString(),
      hidden: true,
    },
    {
      id: 'created',
      header: t('common.date'),
      cell: (session) => <When at={session.created} />,
      text: (session) => new Date(session.created * 1000).toISOString(),
      right: true,
    },
  ];
}
