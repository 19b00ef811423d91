import { Link2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useApi, useList } from '../../api/queries.ts';
import type { Consent } from '../../api/types.ts';
import { Card, CopyId, PageHead } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { everyItem } from '../../ui/csv.ts';
import { DataTable } from '../../ui/data-table.tsx';
import {
  chosen,
  DateFilter,
  FilterChip,
  SearchInput,
  useCreatedParam,
  useFilters,
} from '../../ui/filters.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import type { Column } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty, useExplain } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { brokenAt } from './chain.ts';

const path = '/v1/onfile/consents';

export default function ConsentsPage(): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['query', 'customer', 'payment_method', 'created']);
  const { created, ...given } = filters.values;
  const params = { ...chosen(given), ...useCreatedParam(created) };
  const columns = useConsentColumns();
  const list = useList<Consent>('onfile.consent', path, params);
  return (
    <>
      <PageHead title={t('consents.title')} line={t('consents.intro')}>
        <CopyAs call={{ method: 'GET', path, params: { ...params, limit: 50 } }} />
        <ChainCheck />
      </PageHead>
      <DataTable
        name="consents"
        label={t('consents.title')}
        list={list}
        filtered={filters.any}
        onClear={filters.clear}
        source={{ path, params }}
        hrefOf={({ id }) => `/consents/${id}`}
        filters={
          <>
            <SearchInput
              label={t('consents.search')}
              value={given.query}
              onChange={(value) => filters.set('query', value)}
            />
            <DateFilter value={created} onChange={(value) => filters.set('created', value)} />
            <FilterChip
              label={t('common.customer')}
              value={given.customer}
              onRemove={() => filters.set('customer', '')}
            />
            <FilterChip
              label={t('common.card')}
              value={given.payment_method}
              onRemove={() => filters.set('payment_method', '')}
            />
          </>
        }
        empty={
          <Empty
            title={t('consents.empty')}
            text={t('consents.empty_text')}
            call={{
              method: 'POST',
              path: '/v1/payment_intents',
              params: {
                amount: 2000,
                currency: 'usd',
                customer: 'cus_…',
                payment_method: 'pm_card_visa',
                setup_future_usage: 'off_session',
                confirm: true,
                automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
              },
            }}
          />
        }
        none={<Empty title={t('consents.none')} text={t('common.none_searched')} />}
        columns={columns}
      />
    </>
  );
}

function useConsentColumns(): readonly Column<Consent>[] {
  const t = useTranslations();
  return [
    {
      id: 'sequence',
      header: t('consents.sequence'),
      cell: ({ sequence }) => sequence,
      text: ({ sequence }) => sequence,
    },
    {
      id: 'action',
      header: t('consents.action'),
      cell: ({ action }) => <StatusPill status={action} />,
      text: ({ action }) => action,
    },
    {
      id: 'card',
      header: t('common.card'),
      cell: ({ card }) => <Card card={card} />,
      text: ({ card }) => `${card.brand} ${card.last4}`,
    },
    {
      id: 'customer',
      header: t('common.customer'),
      cell: ({ email, customer: holder }) => email ?? holder,
      text: ({ email, customer: holder }) => email ?? holder,
      leaveOut: 'phone',
    },
    {
      id: 'customer_id',
      header: t('common.customer_id'),
      cell: ({ customer: holder }) => <CopyId id={holder} />,
      text: ({ customer: holder }) => holder,
      hidden: true,
    },
    {
      id: 'uses',
      header: t('consents.uses'),
      cell: ({ uses }) => uses.map((use) => t(`consents.use_${use}`)).join(', '),
      text: ({ uses }) => uses.join(' '),
      leaveOut: 'tablet',
    },
    {
      id: 'source',
      header: t('consents.source'),
      cell: ({ source }) => t(`consents.source_${source}`),
      text: ({ source }) => source,
      hidden: true,
    },
    {
      id: 'hash',
      header: t('consents.hash'),
      cell: ({ hash }) => <CopyId id={hash.slice(0, 16)} />,
      text: ({ hash }) => hash,
      hidden: true,
    },
    {
      id: 'agreed',
      header: t('consents.agreed'),
      cell: ({ agreed_at }) => <When at={agreed_at} />,
      text: ({ agreed_at }) => new Date(agreed_at * 1000).toISOString(),
      right: true,
    },
  ];
}

/** Reads the journal from its first entry and recomputes every hash, here in the browser. */
function ChainCheck(): ReactNode {
  const t = useTranslations('consents');
  const api = useApi();
  const toast = useToast();
  const explain = useExplain();
  const [count, setCount] = useState<number | null>(null);
  const [state, setState] = useState<ReactNode>(null);
  const check = async () => {
    setCount(0);
    try {
      const [entries, account] = await Promise.all([
        everyItem<Consent>(api, path, {}, setCount),
        api.get<Stripe.Account>('/v1/account'),
      ]);
      const broken = await brokenAt(entries.toReversed(), account.id);
      if (entries.length === 0) toast(t('chain_empty'));
      else if (broken === null) {
        setState(<StatusPill status="succeeded" words={t('chain_ok', { count: entries.length })} />);
      } else setState(<StatusPill status="failed" words={t('chain_broken', { sequence: broken })} />);
    } catch (error) {
      toast(explain(error).text, true);
    }
    setCount(null);
  };
  return (
    <>
      <span role="status">{state}</span>
      <Button onClick={check} disabled={count !== null}>
        <Link2 aria-hidden />
        {count === null ? t('chain_check') : t('chain_checking', { count })}
      </Button>
    </>
  );
}
