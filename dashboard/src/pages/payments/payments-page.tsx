import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { kindOfId } from '../../addresses.ts';
import { itemsOf, type ListResult, type Page, useList } from '../../api/queries.ts';
import { PageHead } from '../../ui/bits.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DateFilter, FilterSelect, SearchInput, useFilters, useSince } from '../../ui/filters.tsx';
import type { Column } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';
import { paymentExpand, usePaymentColumns } from './columns.tsx';
import type { Payment } from './status.ts';

const statuses = [
  'succeeded',
  'failed',
  'refunded',
  'disputed',
  'requires_capture',
  'requires_action',
  'incomplete',
  'canceled',
] as const;

/** Where the wanted payments are found: a plain list, or a search of payments or of charges. */
interface Source {
  readonly path: '/v1/payment_intents' | '/v1/payment_intents/search' | '/v1/charges/search';
  readonly params: FormGroup;
}

const chargeExpand = ['data.customer', 'data.payment_intent'];

function sourceOf(status: string, last4: string, customer: string, since: number | null): Source {
  const common = [
    ...(customer === '' ? [] : [`customer:"${customer}"`]),
    ...(since === null ? [] : [`created>=${since}`]),
  ];
  const ofCharge: Readonly<Record<string, string>> = {
    failed: 'status:"failed"',
    refunded: 'refunded:"true"',
    disputed: 'disputed:"true"',
    succeeded: 'status:"succeeded"',
  };
  const clause = ofCharge[status];
  if (last4 !== '' || (clause !== undefined && status !== 'succeeded')) {
    const query = [
      ...(last4 === '' ? [] : [`payment_method_details.card.last4:"${last4}"`]),
      ...(clause === undefined ? [] : [clause]),
      ...common,
    ].join(' AND ');
    return { path: '/v1/charges/search', params: { query, expand: chargeExpand } };
  }
  if (status !== '') {
    const wanted = status === 'incomplete' ? 'requires_payment_method' : status;
    const query = [`status:"${wanted}"`, ...common].join(' AND ');
    return { path: '/v1/payment_intents/search', params: { query, expand: paymentExpand } };
  }
  return {
    path: '/v1/payment_intents',
    params: {
      ...(customer === '' ? {} : { customer }),
      ...(since === null ? {} : { created: { gte: since } }),
      expand: paymentExpand,
    },
  };
}

export default function PaymentsPage(): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['query', 'status', 'created', 'customer']);
  const { query, status, created, customer } = filters.values;
  const byEmail = query.includes('@');
  const holders = useList<Stripe.Customer>(
    'customer',
    '/v1/customers',
    { email: query },
    { enabled: byEmail, limit: 1 },
  );
  const holder = byEmail
    ? (itemsOf(holders)[0]?.id ?? 'none')
    : kindOfId(query) === 'customer'
      ? query
      : customer;
  const last4 = /^\d{4}$/.test(query) ? query : '';
  const source = sourceOf(status, last4, holder, useSince(created));
  const list = useList<Payment | Stripe.Charge>(
    source.path.startsWith('/v1/charges') ? 'charge' : 'payment_intent',
    source.path,
    source.params,
    { enabled: !byEmail || holders.isFetched },
  );
  const paymentColumns = usePaymentColumns();
  const columns = paymentColumns.map(
    (column): Column<Payment | Stripe.Charge> => ({
      ...column,
      cell: (item) => column.cell(paymentOf(item)),
      ...(column.text === undefined ? {} : { text: (item) => column.text?.(paymentOf(item)) ?? null }),
    }),
  );
  if (kindOfId(query) === 'payment_intent' && query.length >= 27)
    return <Navigate to={`/payments/${query}`} />;
  const shown =
    source.path === '/v1/charges/search' ? onePerPayment(list as ListResult<Stripe.Charge>, status) : list;
  return (
    <>
      <PageHead title={t('payments.title')}>
        <CopyAs call={{ method: 'GET', path: source.path, params: { ...source.params, limit: 50 } }} />
      </PageHead>
      <DataTable
        name="payments"
        label={t('payments.title')}
        list={shown as ListResult<Payment | Stripe.Charge>}
        columns={columns}
        filtered={filters.any}
        onClear={filters.clear}
        filters={
          <>
            <SearchInput
              label={t('payments.search')}
              value={query}
              onChange={(value) => filters.set('query', value)}
            />
            <FilterSelect
              label={t('common.status')}
              value={status}
              choices={statuses.map((value) => [value, t(`status.${value}`)])}
              onChange={(value) => filters.set('status', value)}
            />
            <DateFilter value={created} onChange={(value) => filters.set('created', value)} />
          </>
        }
        empty={
          <Empty
            title={t('payments.empty')}
            text={t('payments.empty_text')}
            call={{
              method: 'POST',
              path: '/v1/payment_intents',
              params: {
                amount: 2000,
                currency: 'usd',
                payment_method: 'pm_card_visa',
                confirm: true,
                automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
              },
            }}
          />
        }
        none={<Empty title={t('payments.none')} text={t('payments.none_text')} />}
        source={source}
        hrefOf={(item) => `/payments/${paymentOf(item).id}`}
      />
    </>
  );
}

/** A found charge as its payment, seen through this charge. */
function paymentOf(item: Payment | Stripe.Charge): Payment {
  if (item.object === 'payment_intent') return item;
  const intent = item.payment_intent;
  if (intent === null || typeof intent === 'string') {
    throw new Error('A charge was listed without its payment.');
  }
  return { ...intent, latest_charge: item, customer: item.customer };
}

/** Several failed charges may be attempts of one payment. */
function onePerPayment(list: ListResult<Stripe.Charge>, status: string): ListResult<Stripe.Charge> {
  if (list.data === undefined) return list;
  const seen = new Set<string>();
  const pages = list.data.pages.map(
    (page): Page<Stripe.Charge> => ({
      ...page,
      data: page.data.filter(({ payment_intent: intent }) => {
        if (intent === null || typeof intent === 'string' || seen.has(intent.id)) return false;
        if (status === 'failed' && intent.status === 'succeeded') return false;
        seen.add(intent.id);
        return true;
      }),
    }),
  );
  return { ...list, data: { ...list.data, pages } } as ListResult<Stripe.Charge>;
}
