import type { ReactNode } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useList } from '../../api/queries.ts';
import { CopyId, PageHead } from '../../ui/bits.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DateFilter, FilterSelect, useCreatedParam, useFilters } from '../../ui/filters.tsx';
import { When } from '../../ui/format.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';

const path = '/v1/events';
const groups = [
  'payment_intent.*',
  'charge.*',
  'refund.*',
  'customer.*',
  'payment_method.*',
  'setup_intent.*',
  'checkout.session.*',
  'product.*',
  'price.*',
];

export default function EventsPage(): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['type', 'created']);
  const { type, created } = filters.values;
  const params = { ...(type === '' ? {} : { type }), ...useCreatedParam(created) };
  const list = useList<Stripe.Event>('event', path, params);
  const object = ({ data }: Stripe.Event) => String(Reflect.get(data.object, 'id') ?? '');
  return (
    <>
      <PageHead title={t('events.title')}>
        <CopyAs call={{ method: 'GET', path, params: { ...params, limit: 50 } }} />
      </PageHead>
      <DataTable
        name="events"
        label={t('events.title')}
        list={list}
        filtered={filters.any}
        onClear={filters.clear}
        source={{ path, params }}
        hrefOf={({ id }) => `/developers/events/${id}`}
        filters={
          <>
            <FilterSelect
              label={t('events.type')}
              value={type}
              choices={groups.map((group) => [group, group])}
              onChange={(value) => filters.set('type', value)}
            />
            <DateFilter value={created} onChange={(value) => filters.set('created', value)} />
          </>
        }
        empty={
          <Empty
            title={t('events.empty')}
            text={t('events.empty_text')}
            call={{ method: 'POST', path: '/v1/customers', params: { name: 'Jenny Rosen' } }}
          />
        }
        none={<Empty title={t('events.none')} text={t('payments.none_text')} />}
        columns={[
          {
            id: 'type',
            header: t('events.type'),
            cell: (event) => event.type,
            text: (event) => event.type,
            grow: true,
          },
          {
            id: 'object',
            header: t('events.object'),
            cell: (event) => <CopyId id={object(event)} />,
            text: object,
            leaveOut: 'phone',
          },
          {
            id: 'pending',
            header: t('events.pending'),
            cell: ({ pending_webhooks }) => pending_webhooks,
            text: ({ pending_webhooks }) => pending_webhooks,
            right: true,
            leaveOut: 'phone',
          },
          { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} />, hidden: true },
          {
            id: 'created',
            header: t('common.time'),
            cell: (event) => <When at={event.created} exact />,
            text: (event) => new Date(event.created * 1000).toISOString(),
            right: true,
          },
        ]}
      />
    </>
  );
}
