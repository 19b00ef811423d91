import { KeyRound, Pencil, Power, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { useAction, useList, useObject } from '../../api/queries.ts';
import type { Delivery } from '../../api/types.ts';
import { CopyId, Facts, Json, PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FilterSelect, useFilters } from '../../ui/filters.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { DeliveryList } from './delivery-list.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { SecretDialog } from './secret.tsx';
import { Health } from './webhooks-page.tsx';

const kinds = ['webhook_endpoint', 'onfile.webhook_delivery'];
const statuses = ['succeeded', 'pending', 'failed'] as const;

export default function WebhookPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const endpoint = useObject<Stripe.WebhookEndpoint>('webhook_endpoint', `/v1/webhook_endpoints/${id}`);
  if (endpoint.isError) {
    return (
      <PageFailed
        error={endpoint.error}
        retry={() => void endpoint.refetch()}
        back={{ to: '/developers/webhooks', text: t('webhooks.title') }}
      />
    );
  }
  if (endpoint.data === undefined) return <PageSkeleton />;
  return <Found endpoint={endpoint.data} />;
}

function Deliveries({ endpoint }: { readonly endpoint: string }): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['status']);
  const deliveries = useList<Delivery>('onfile.webhook_delivery', '/v1/onfile/webhook_deliveries', {
    endpoint,
    ...(filters.values.status === '' ? {} : { status: filters.values.status }),
  });
  return (
    <Section
      title={t('webhooks.deliveries')}
      flush
      actions={
        <FilterSelect
          label={t('common.status')}
          value={filters.values.status}
          choices={statuses.map((value) => [value, t(`status.${value}`)])}
          onChange={(value) => filters.set('status', value)}
        />
      }
    >
      <DeliveryList list={deliveries} none={t('webhooks.no_deliveries')} />
    </Section>
  );
}

function Roll({
  endpoint,
  onClose,
  onDone,
}: {
  readonly endpoint: string;
  onClose(): void;
  onDone(secret: string): void;
}): ReactNode {
  const t = useTranslations();
  const roll = useAction(
    (api) => api.post<{ readonly secret: string }>(`/v1/onfile/webhook_endpoints/${endpoint}/roll_secret`),
    kinds,
  );
  return (
    <FormDialog
      open
      title={t('webhooks.roll')}
      text={t('webhooks.roll_text')}
      submit={t('webhooks.roll')}
      busy={roll.isPending}
      failure={roll.error}
      onClose={onClose}
      onSubmit={() =>
        roll.mutate(undefined, {
          onSuccess: (rolled) => {
            onClose();
            onDone(rolled.secret);
          },
        })
      }
    >
      {null}
    </FormDialog>
  );
}

function Found({ endpoint }: { readonly endpoint: Stripe.WebhookEndpoint }): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const toast = useToast();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'edit' | 'roll' | 'delete' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const { id, url, status } = endpoint;
  const turn = useAction(
    (api) => api.post(`/v1/webhook_endpoints/${id}`, { disabled: status === 'enabled' }),
    kinds,
  );
  const remove = useAction((api) => api.delete(`/v1/webhook_endpoints/${id}`), kinds);
  const close = () => setAsking(null);
  return (
    <>
      <PageHead
        title={url}
        back={{ to: '/developers/webhooks', text: t('webhooks.title') }}
        line={
          <>
            <StatusPill status={status} />
            <Health endpoint={id} />
            <CopyId id={id} />
          </>
        }
      >
        <CopyAs call={{ method: 'GET', path: `/v1/webhook_endpoints/${id}` }} />
        {may('develop') && (
          <>
            <Button onClick={() => setAsking('edit')}>
              <Pencil aria-hidden />
              {t('common.edit')}
            </Button>
            <Button
              disabled={turn.isPending}
              onClick={() =>
                turn.mutate(undefined, {
                  onSuccess: () => toast(t('common.saved')),
                  onError: (error) => toast(error.message, true),
                })
              }
            >
              <Power aria-hidden />
              {t(status === 'enabled' ? 'webhooks.disable' : 'webhooks.enable')}
            </Button>
            <Button onClick={() => setAsking('roll')}>
              <KeyRound aria-hidden />
              {t('webhooks.roll')}
            </Button>
            <Button onClick={() => setAsking('delete')}>
              <Trash2 aria-hidden />
              {t('common.delete')}
            </Button>
          </>
        )}
      </PageHead>
      <div className={ui.columns}>
        <Deliveries endpoint={id} />
        <div className={ui.stack}>
          <Section title={t('common.details')}>
            <Facts
              rows={[
                [t('common.description'), endpoint.description],
                [
                  t('webhooks.types'),
                  endpoint.enabled_events.includes('*')
                    ? t('webhooks.all_events')
                    : endpoint.enabled_events.join(', '),
                ],
                [t('events.version'), endpoint.api_version],
                [t('common.created'), <When key="c" at={endpoint.created} />],
              ]}
            />
          </Section>
          <Json value={endpoint} />
        </div>
      </div>
      {asking === 'edit' && <EndpointForm endpoint={endpoint} onClose={close} />}
      {asking === 'roll' && <Roll endpoint={id} onClose={close} onDone={setSecret} />}
      {asking === 'delete' && (
        <ConfirmDialog
          title={t('webhooks.delete')}
          text={t('webhooks.delete_text', { url })}
          submit={t('webhooks.delete')}
          action={remove}
          said={t('webhooks.deleted')}
          onClose={close}
          onDone={() => void navigate('/developers/webhooks')}
        />
      )}
      {secret !== null && (
        <SecretDialog
          title={t('webhooks.rolled')}
          text={t('webhooks.secret_text')}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}
