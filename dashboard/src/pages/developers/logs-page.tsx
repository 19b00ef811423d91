import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { itemsOf, useList } from '../../api/queries.ts';
import type { RequestLogEntry } from '../../api/types.ts';
import { CopyId, Facts, PageHead } from '../../ui/bits.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FilterSelect, SearchInput, useFilters } from '../../ui/filters.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { CodeBlock } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

const path = '/v1/onfile/request_logs';
const methods = ['GET', 'POST', 'DELETE'];
const statuses = ['2xx', '4xx', '5xx', '200', '400', '401', '402', '403', '404', '409', '429', '500'];

export default function LogsPage(): ReactNode {
  const t = useTranslations();
  const [search, setSearch] = useSearchParams();
  const filters = useFilters(['path', 'method', 'status', 'key']);
  const params = Object.fromEntries(
    Object.entries(filters.values).flatMap(([name, value]) =>
      value === '' ? [] : [[name === 'status' && value.endsWith('xx') ? 'status_class' : name, value]],
    ),
  );
  const list = useList<RequestLogEntry>('onfile.request_log', path, params);
  const { key: chosenKey } = filters.values;
  const keys = [
    ...new Set([...(chosenKey === '' ? [] : [chosenKey]), ...itemsOf(list).map(({ key }) => key)]),
  ];
  const shown = search.get('request');
  const entry = itemsOf(list).find(({ id }) => id === shown);
  const show = (id: string | null) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (id === null) after.delete('request');
      else after.set('request', id);
      return after;
    });
  const hrefOf = ({ id }: RequestLogEntry) => {
    const address = new URLSearchParams(search);
    address.set('request', id);
    return `?${address}`;
  };
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
        hrefOf={hrefOf}
        filters={
          <>
            <SearchInput
              label={t('logs.path_hint')}
              value={filters.values.path}
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
        columns={[
          {
            id: 'request',
            header: t('logs.one'),
            cell: ({ method, path: asked }) => `${method} ${asked}`,
            text: ({ method, path: asked }) => `${method} ${asked}`,
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
        ]}
      />
      {entry !== undefined && <RequestDialog entry={entry} onClose={() => show(null)} />}
    </>
  );
}

function RequestDialog({ entry, onClose }: { readonly entry: RequestLogEntry; onClose(): void }): ReactNode {
  const t = useTranslations();
  return (
    <Dialog open title={`${entry.method} ${entry.path}`} onClose={onClose}>
      <div className={ui.row}>
        <StatusPill status={entry.status < 400 ? 'succeeded' : 'failed'} words={String(entry.status)} />
        <CopyId id={entry.id} />
      </div>
      <Facts
        rows={[
          [t('common.time'), <When key="t" at={entry.created} exact />],
          [t('logs.duration'), t('logs.ms', { count: Math.round(entry.duration_ms) })],
          [t('logs.key'), entry.key],
          [t('logs.version'), entry.api_version],
          [t('logs.idempotency'), entry.idempotency_key],
          [t('logs.ip'), entry.ip],
          [t('logs.agent'), entry.user_agent],
        ]}
      />
      <div className={ui.stack}>
        <h3>{t('logs.parameters')}</h3>
        {entry.request === null || entry.request === undefined ? (
          <p className={ui.muted}>{t('logs.no_parameters')}</p>
        ) : (
          <CodeBlock text={JSON.stringify(entry.request, null, 2)} />
        )}
        {entry.response_error !== null && entry.response_error !== undefined && (
          <>
            <h3>{t('logs.answer')}</h3>
            <CodeBlock text={JSON.stringify(entry.response_error, null, 2)} />
          </>
        )}
      </div>
    </Dialog>
  );
}
