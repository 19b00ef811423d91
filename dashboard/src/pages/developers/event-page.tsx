import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { pageOf } from '../../addresses.ts';
import { useMay } from '../../api/connection.ts';
import { useAction, useList, useObject } from '../../api/queries.ts';
import type { Delivery } from '../../api/types.ts';
import { CopyId, Facts, PageHead, RequestLink, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { When } from '../../ui/format.tsx';
import { CodeBlock, CopyAs } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { DeliveryList } from './delivery-list.tsx';

export default function EventPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const event = useObject<Stripe.Event>('event', `/v1/events/${id}`);
  if (event.isError) {
    return (
      <PageFailed
        error={event.error}
        retry={() => void event.refetch()}
        back={{ to: '/developers/events', text: t('events.title') }}
      />
    );
  }
  if (event.data === undefined) return <PageSkeleton />;
  return <Found event={event.data} />;
}

function Found({ event }: { readonly event: Stripe.Event }): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const toast = useToast();
  const { id } = event;
  const deliveries = useList<Delivery>(
    'onfile.webhook_delivery',
    '/v1/onfile/webhook_deliveries',
    { event: id },
    { limit: 100 },
  );
  const resend = useAction((api) => api.post(`/v1/events/${id}/retry`), ['event', 'onfile.webhook_delivery']);
  const object: object = event.data.object;
  const objectId = Reflect.get(object, 'id');
  const to = typeof objectId === 'string' ? pageOf(String(Reflect.get(object, 'object')), objectId) : null;
  return (
    <>
      <PageHead
        title={event.type}
        back={{ to: '/developers/events', text: t('events.title') }}
        line={
          <>
            <When at={event.created} exact />
            <CopyId id={id} />
          </>
        }
      >
        <CopyAs call={{ method: 'GET', path: `/v1/events/${id}` }} />
        {may('develop') && (
          <Button
            disabled={resend.isPending}
            onClick={() =>
              resend.mutate(undefined, {
                onSuccess: () => toast(t('events.resent')),
                onError: (error) => toast(error.message, true),
              })
            }
          >
            <RotateCw aria-hidden />
            {t('events.resend')}
          </Button>
        )}
      </PageHead>
      <div className={ui.columns}>
        <div className={ui.stack}>
          <Section title={t('events.data')}>
            <CodeBlock text={JSON.stringify(event.data.object, null, 2)} />
          </Section>
          {event.data.previous_attributes !== undefined && (
            <Section title={t('events.previous')}>
              <CodeBlock text={JSON.stringify(event.data.previous_attributes, null, 2)} />
            </Section>
          )}
          <Section title={t('events.deliveries')} flush>
            <DeliveryList list={deliveries} none={t('events.no_deliveries')} showEndpoint />
          </Section>
        </div>
        <Section title={t('common.details')}>
          <Facts
            rows={[
              [
                t('events.object'),
                typeof objectId === 'string' &&
                  (to === null ? <CopyId id={objectId} /> : <Link to={to}>{objectId}</Link>),
              ],
              [t('events.version'), event.api_version],
              [t('events.request'), event.request?.id && <RequestLink key="r" id={event.request.id} />],
              [t('events.idempotency'), event.request?.idempotency_key],
              [t('events.pending'), event.pending_webhooks],
            ]}
          />
        </Section>
      </div>
    </>
  );
}
