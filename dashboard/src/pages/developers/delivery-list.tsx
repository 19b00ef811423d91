import { RotateCw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { itemsOf, type ListResult, useAction, useObject } from '../../api/queries.ts';
import type { Delivery } from '../../api/types.ts';
import { Nothing } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { Pre } from '../../ui/snippets.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

const watchMs = 3000;

/** Under way still, though tried in vain. */
export function isRetrying({ status, attempts }: Delivery): boolean {
  return status === 'pending' && attempts.length > 0;
}

/** Events on their way to endpoints, each with every try and what the endpoint answered. */
export function DeliveryList({
  list,
  none,
  showEndpoint = false,
}: {
  readonly list: ListResult<Delivery>;
  readonly none: string;
  readonly showEndpoint?: boolean;
}): ReactNode {
  const t = useTranslations();
  const items = itemsOf(list);
  const { refetch } = list;
  const waiting = items.some(({ status }) => status === 'pending');
  // A try is no event of its own: what is under way is looked at again.
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void refetch(), watchMs);
    return () => clearInterval(timer);
  }, [waiting, refetch]);
  if (list.isError) return <Failed error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) {
    return (
      <div className={ui.sectionBody}>
        <Skeleton width={240} />
      </div>
    );
  }
  if (items.length === 0) return <Nothing>{none}</Nothing>;
  return (
    <>
      <ul>
        {items.map((delivery) => (
          <DeliveryEntry key={delivery.id} delivery={delivery} showEndpoint={showEndpoint} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={ui.tableFoot}>
          <Button
            small
            look="quiet"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('common.load_more')}
          </Button>
        </div>
      )}
    </>
  );
}

function DeliveryEntry({
  delivery,
  showEndpoint,
}: {
  readonly delivery: Delivery;
  readonly showEndpoint: boolean;
}): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const toast = useToast();
  const resend = useAction(
    (api) => api.post(`/v1/events/${delivery.event}/retry`, { webhook_endpoint: delivery.endpoint }),
    ['onfile.webhook_delivery', 'event'],
  );
  return (
    <li className={css.delivery}>
      <div className={css.deliveryHead}>
        <div className={ui.row}>
          <StatusPill status={isRetrying(delivery) ? 'retrying' : delivery.status} />
          {showEndpoint ? (
            <Link to={`/developers/webhooks/${delivery.endpoint}`}>{delivery.endpoint}</Link>
          ) : (
            <Link to={`/developers/events/${delivery.event}`} title={delivery.event}>
              {delivery.event_type ?? delivery.event}
            </Link>
          )}
          <span className={ui.muted}>
            <When at={delivery.created} exact />
          </span>
          {delivery.next_attempt !== null && (
            <span className={ui.muted}>
              {t('webhooks.next_attempt')}: <When at={delivery.next_attempt} exact />
            </span>
          )}
        </div>
        {may('develop') && (
          <Button
            small
            disabled={resend.isPending}
            onClick={() =>
              resend.mutate(undefined, {
                onSuccess: () => toast(t('webhooks.resent')),
                onError: (error) => toast(error.message, true),
              })
            }
          >
            <RotateCw aria-hidden />
            {t('webhooks.resend')}
          </Button>
        )}
      </div>
      <SentRequest event={delivery.event} />
      {delivery.attempts.map((attempt, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attempts are only ever appended.
        <details key={`${attempt.at}-${index}`} className={css.attempt}>
          <summary>
            {t('webhooks.attempt', { number: index + 1 })}
            <span className={ui.muted}>
              {' · '}
              <When at={attempt.at} exact />
              {' · '}
              {attempt.status === null
                ? (attempt.error ?? t('webhooks.no_answer'))
                : t('webhooks.answered', {
                    status: String(attempt.status),
                    ms: Math.round(attempt.duration_ms),
                  })}
            </span>
          </summary>
          {attempt.error !== null && attempt.status !== null && <p className={ui.hint}>{attempt.error}</p>}
          <Pre text={attempt.body === null || attempt.body === '' ? t('webhooks.no_answer') : attempt.body} />
        </details>
      ))}
    </li>
  );
}

/** The body of each try is the event; it is asked for when somebody wants to see it. */
function SentRequest({ event }: { readonly event: string }): ReactNode {
  const t = useTranslations('webhooks');
  const [open, setOpen] = useState(false);
  const sent = useObject<Stripe.Event>('event', `/v1/events/${event}`, {}, { enabled: open });
  return (
    <details className={css.attempt} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('request_body')}</summary>
      {sent.isError && <Failed error={sent.error} retry={() => void sent.refetch()} />}
      {open && sent.isPending && <Skeleton width={240} />}
      {sent.data !== undefined && <Pre text={JSON.stringify(sent.data, null, 2)} />}
    </details>
  );
}
