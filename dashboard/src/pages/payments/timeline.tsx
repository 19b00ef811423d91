import {
  Ban,
  CircleCheck,
  CirclePlus,
  CircleX,
  Clock,
  Gavel,
  type LucideIcon,
  ShieldQuestionMark,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { classes } from '../../ui/button.tsx';
import { type Formats, useFormats, When } from '../../ui/format.tsx';
import css from './payments.module.css';

interface Step {
  readonly id: string;
  readonly at: number;
  readonly icon: LucideIcon;
  readonly tone: 'green' | 'red' | 'grey' | 'blue';
  readonly text: string;
  readonly more: string | null;
  readonly event: string;
}

type Translate = ReturnType<typeof useTranslations<'payments'>>;

/** An event's step in a payment's timeline; null for one that repeats another. */
function stepOf(event: Stripe.Event, t: Translate, formats: Formats): Step | null {
  const step = (icon: LucideIcon, tone: Step['tone'], text: string, more: string | null = null): Step => ({
    id: event.id,
    at: event.created,
    icon,
    tone,
    text,
    more,
    event: event.type,
  });
  const amount = (value: number, currency: string) => ({ amount: formats.amount(value, currency) });
  switch (event.type) {
    case 'payment_intent.created':
      return step(CirclePlus, 'grey', t('at_created'));
    case 'payment_intent.requires_action':
      return step(ShieldQuestionMark, 'blue', t('at_action'));
    case 'payment_intent.amount_capturable_updated': {
      const intent = event.data.object;
      return step(Clock, 'blue', t('at_authorized', amount(intent.amount_capturable, intent.currency)));
    }
    case 'payment_intent.succeeded':
      return step(CircleCheck, 'green', t('at_succeeded'));
    case 'payment_intent.payment_failed': {
      const error = event.data.object.last_payment_error;
      return step(CircleX, 'red', t('at_failed'), error?.decline_code ?? error?.code ?? null);
    }
    case 'payment_intent.canceled':
      return step(Ban, 'grey', t('at_canceled'), event.data.object.cancellation_reason);
    case 'charge.captured': {
      const charge = event.data.object;
      return step(CircleCheck, 'green', t('at_captured', amount(charge.amount_captured, charge.currency)));
    }
    case 'charge.expired':
      return step(Clock, 'grey', t('at_expired'));
    case 'refund.created': {
      const refund = event.data.object;
      return step(Undo2, 'grey', t('at_refunded', amount(refund.amount, refund.currency)), refund.reason);
    }
    case 'refund.failed':
      return step(CircleX, 'red', t('at_refund_failed'), event.data.object.failure_reason ?? null);
    case 'charge.dispute.created':
      return step(Gavel, 'red', t('at_disputed'), event.data.object.reason);
    case 'charge.dispute.closed':
      return step(Gavel, 'grey', t('at_dispute_closed'), event.data.object.status);
    default:
      return null;
  }
}

export function Timeline({ events }: { readonly events: readonly Stripe.Event[] }): ReactNode {
  const t = useTranslations('payments');
  const formats = useFormats();
  const steps = events.flatMap((event) => stepOf(event, t, formats) ?? []);
  return (
    <ol className={css.timeline}>
      {steps.map(({ id, at, icon: Icon, tone, text, more, event }) => (
        <li key={id} className={classes(css.step, css[tone])}>
          <Icon aria-hidden />
          <div>
            <p>
              {text}
              {more !== null && <code>{more}</code>}
            </p>
            <p className={css.stepMore}>
              <When at={at} exact /> · <Link to={`/developers/events/${id}`}>{event}</Link>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
