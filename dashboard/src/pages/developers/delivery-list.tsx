import { RotateCw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { itemsOf, type ListResult, useAction, useObject } from '../../api/queries.ts';
import type { Delivery } from '../../api/types.ts';
import { Nothing, RequestLink } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { Pre } from '../../ui/snippets.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

const watchMs = 3000;

/** Still pending after at least one failed try. */
export function isRetrying({ status, attempts }: Delivery): boolean {
  return status === 'pending' && attempts.length > 0;
}

/** Deliveries of events to endpoints, each with every try and the endpoint's answer. */
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
  // A try is not an event, so pending deliveries are fetched again.
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
          {delivery.event_request !== null && <RequestLink id={delivery.event_request} />}
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
      {delivery.attempts.map((attempt, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attempts are only ever appended.
        <Attempt key={`${attempt.at}-${index}`} delivery={delivery.id} attempt={attempt} index={index} />
      ))}
    </li>
  );
}

/** The headers and body that one try sent, fetched when somebody wants to see them. */
function Sent({ delivery, index }: { readonly delivery: string; readonly index: number }): ReactNode {
  const t = useTranslations('webhooks');
  const whole = useObject<Delivery>('onfile.webhook_delivery', `/v1/onfile/webhook_deliveries/${delivery}`);
  if (whole.isError) return <Failed error={whole.error} retry={() => void whole.refetch()} />;
  const attempt = whole.data?.attempts[index];
  // A try made meanwhile is not known here yet.
  if (attempt === undefined) return <Skeleton width={240} />;
  const { request } = attempt;
  if (!request) return <p className={ui.hint}>{t('request_not_kept')}</p>;
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return <Pre text={`${headers.join('\n')}\n\n${request.body ?? ''}`} />;
}

/** One try: what was sent, and the answer. */
function Attempt({
  delivery,
  attempt,
  index,
}: {
  readonly delivery: string;
  readonly attempt: Delivery['attempts'][number];
  readonly index: number;
}): ReactNode {
  const t = useTranslations('webhooks');
  const [open, setOpen] = useState(false);
  return (
    <details className={css.attempt} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t('attempt', { number: index + 1 })}
        <span className={ui.muted}>
          {' · '}
          <When at={attempt.at} exact />
          {' · '}
          {attempt.status === null
            ? (attempt.error ?? t('no_answer'))
            : t('answered', { status: String(attempt.status), ms: Math.round(attempt.duration_ms) })}
        </span>
      </summary>
      {open && (
        <>
          <h4>{t('request_body')}</h4>
          <Sent delivery={delivery} index={index} />
          <h4>{t('answer')}</h4>
          {attempt.error !== null && attempt.status !== null && <p className={ui.hint}>{attempt.error}</p>}
          <Pre text={attempt.body === null || attempt.body === '' ? t('no_answer') : attempt.body} />
        </>
      )}
    </details>
  );
}
