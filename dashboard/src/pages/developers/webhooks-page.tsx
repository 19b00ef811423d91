import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { itemsOf, useList } from '../../api/queries.ts';
import type { Delivery } from '../../api/types.ts';
import { CopyId, PageHead } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { CodeBlock, CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';
import { isRetrying } from './delivery-list.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { SecretDialog } from './secret.tsx';

const path = '/v1/webhook_endpoints';

export default function WebhooksPage(): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const list = useList<Stripe.WebhookEndpoint>('webhook_endpoint', path);
  return (
    <>
      <PageHead title={t('webhooks.title')}>
        <CopyAs call={{ method: 'GET', path }} />
        {may('develop') && (
          <Button look="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {t('webhooks.new')}
          </Button>
        )}
      </PageHead>
      <DataTable
        name="webhook-endpoints"
        label={t('webhooks.title')}
        list={list}
        hrefOf={({ id }) => `/developers/webhooks/${id}`}
        empty={
          <Empty title={t('webhooks.empty')} text={t('webhooks.empty_text')}>
            <CodeBlock text="npx onfile listen --forward-to localhost:3000/webhook" />
          </Empty>
        }
        columns={[
          { id: 'url', header: t('webhooks.url'), cell: ({ url }) => url, grow: true },
          { id: 'status', header: t('common.status'), cell: ({ status }) => <StatusPill status={status} /> },
          { id: 'health', header: t('webhooks.health'), cell: ({ id }) => <Health endpoint={id} /> },
          {
            id: 'types',
            header: t('webhooks.types'),
            cell: ({ enabled_events }) =>
              enabled_events.includes('*') ? t('webhooks.all_events') : enabled_events.join(', '),
            leaveOut: 'tablet',
          },
          { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} />, hidden: true },
          {
            id: 'created',
            header: t('common.created'),
            cell: ({ created }) => <When at={created} />,
            right: true,
            leaveOut: 'phone',
          },
        ]}
      />
      {adding && (
        <EndpointForm
          onClose={() => setAdding(false)}
          onDone={(endpoint) => setSecret(endpoint.secret ?? null)}
        />
      )}
      {secret !== null && (
        <SecretDialog
          title={t('webhooks.secret')}
          text={t('webhooks.secret_text')}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

const recent = 20;

/** Makes an endpoint that does not answer stand out before anybody opens it. */
export function Health({ endpoint }: { readonly endpoint: string }): ReactNode {
  const t = useTranslations('webhooks');
  const list = useList<Delivery>(
    'onfile.webhook_delivery',
    '/v1/onfile/webhook_deliveries',
    { endpoint },
    { limit: recent },
  );
  if (list.data === undefined) return null;
  const items = itemsOf(list);
  if (items.length === 0) return t('quiet');
  const failing = items.filter((delivery) => delivery.status === 'failed' || isRetrying(delivery));
  if (failing.length === 0) return <StatusPill status="succeeded" words={t('healthy')} />;
  return (
    <StatusPill
      status="failed"
      words={t('recent_failures', { count: failing.length, total: items.length })}
    />
  );
}
