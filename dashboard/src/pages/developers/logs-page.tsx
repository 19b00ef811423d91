import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { kindOfId, pageOf } from '../../addresses.ts';
import { itemsOf, useList } from '../../api/queries.ts';
import type { RequestLogEntry } from '../../api/types.ts';
import { CopyId, PageHead } from '../../ui/bits.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FilterSelect, SearchInput, useFilters } from '../../ui/filters.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import type { Column } from '../../ui/small-table.tsx';
import { Empty } from '../../ui/states.tsx';

const path = '/v1/onfile/request_logs';
const methods = ['GET', 'POST', 'DELETE'];
const statuses = ['2xx', '4xx', '5xx', '200', '400', '401', '402', '403', '404', '409', '429', '500'];

export default function LogsPage(): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['path', 'method', 'status', 'key']);
  const params = Object.fromEntries(
    Object.entries(filters.values).flatMap(([name, value]) =>
      value === '' ? [] : [[name === 'status' && value.endsWith('xx') ? 'status_class' : name, value]],
    ),
  );
  const columns = useRequestColumns();
  const list = useList<RequestLogEntry>('onfile.request_log', path, params);
  const { key: chosenKey } = filters.values;
  const keys = [
    ...new Set([...(chosenKey === '' ? [] : [chosenKey]), ...itemsOf(list).map(({ key }) => key)]),
  ];
  const { path: asked } = filters.values;
  const one = kindOfId(asked) === 'onfile.request_log' ? pageOf('onfile.request_log', asked) : null;
  if (one !== null) return <Navigate replace to={one} />;
  return (
    <>
      <PageHead title={t('logs.title')} />
      <DataTable
        name="requests"
        label={t('logs.title')}
        list={list}
        filtered={filters.any}
        onClear={filters.clear}
        source={{ path, params }}
        hrefOf={({ id }) => `/developers/logs/${id}`}
        filters={
          <>
            <SearchInput
              label={t('logs.path_hint')}
              value={asked}
              onChange={(value) => filters.set('path', value)}
            />
            <FilterSelect
              label={t('common.method')}
              value={filters.values.method}
              choices={methods.map((method) => [method, method])}
              onChange={(value) => filters.set('method', value)}
            />
            <FilterSelect
              label={t('common.status')}
              value={filters.values.status}
              choices={statuses.map((status) => [status, status])}
              onChange={(value) => filters.set('status', value)}
            />
            <FilterSelect
              label={t('logs.key')}
              value={chosenKey}
              choices={keys.map((key) => [key, key])}
              onChange={(value) => filters.set('key', value)}
            />
          </>
        }
        empty={
          <Empty
            title={t('logs.empty')}
            text={t('logs.empty_text')}
            call={{ method: 'GET', path: '/v1/customers' }}
          />
        }
        none={<Empty title={t('logs.none')} text={t('payments.none_text')} />}
        columns={columns}
      />
    </>
  );
}

function useRequestColumns(): readonly Column<RequestLogEntry>[] {
  const t = useTranslations();
  return [
    {
      id: 'request',
      header: t('logs.one'),
      cell: ({ method, path: to }) => `${method} ${to}`,
      text: ({ method, path: to }) => `${method} ${to}`,
      grow: true,
    },
    {
      id: 'status',
      header: t('common.status'),
      cell: ({ status }) => (
        <StatusPill status={status < 400 ? 'succeeded' : 'failed'} words={String(status)} />
      ),
      text: ({ status }) => status,
    },
    {
      id: 'duration',
      header: t('logs.duration'),
      cell: ({ duration_ms }) => t('logs.ms', { count: Math.round(duration_ms) }),
      text: ({ duration_ms }) => duration_ms,
      right: true,
      leaveOut: 'phone',
    },
    { id: 'key', header: t('logs.key'), cell: ({ key }) => key, text: ({ key }) => key, hidden: true },
    { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} />, hidden: true },
    {
      id: 'created',
      header: t('common.time'),
      cell: ({ created }) => <When at={created} exact />,
      text: ({ created }) => new Date(created * 1000).toISOString(),
      right: true,
      leaveOut: 'phone',
    },
  ];
}
