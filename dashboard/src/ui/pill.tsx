import { Ban, CircleAlert, CircleCheck, CircleDashed, CircleX, Clock, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { en } from '../i18n/en.ts';
import { classes } from './button.tsx';
import css from './ui.module.css';

type Status = keyof typeof en.status;
type Tone = 'green' | 'red' | 'amber' | 'blue' | 'grey';

const tones: Readonly<Record<Status, Tone>> = {
  succeeded: 'green',
  complete: 'green',
  active: 'green',
  enabled: 'green',
  granted: 'green',
  paid: 'green',
  won: 'green',
  ready: 'green',
  refunded: 'grey',
  partially_refunded: 'grey',
  canceled: 'grey',
  expired: 'grey',
  archived: 'grey',
  disabled: 'grey',
  incomplete: 'grey',
  unpaid: 'grey',
  no_payment_required: 'grey',
  unknown: 'grey',
  withdrawn: 'grey',
  narrowed: 'amber',
  retrying: 'amber',
  requires_action: 'amber',
  requires_capture: 'blue',
  processing: 'blue',
  pending: 'blue',
  open: 'blue',
  advancing: 'blue',
  under_review: 'blue',
  warning_under_review: 'blue',
  warning_closed: 'grey',
  warning_needs_response: 'amber',
  disputed: 'red',
  needs_response: 'red',
  failed: 'red',
  lost: 'red',
};

function Icon({ status, tone }: { readonly status: Status; readonly tone: Tone }): ReactNode {
  if (status === 'refunded' || status === 'partially_refunded') return <Undo2 aria-hidden />;
  if (status === 'canceled' || status === 'withdrawn' || status === 'disabled') return <Ban aria-hidden />;
  switch (tone) {
    case 'green':
      return <CircleCheck aria-hidden />;
    case 'red':
      return <CircleX aria-hidden />;
    case 'amber':
      return <CircleAlert aria-hidden />;
    case 'blue':
      return <Clock aria-hidden />;
    case 'grey':
      return <CircleDashed aria-hidden />;
  }
}

function isStatus(text: string): text is Status {
  return Object.hasOwn(tones, text);
}

/** An icon and a word, never colour alone. */
export function StatusPill({
  status,
  words,
}: {
  readonly status: string;
  readonly words?: string;
}): ReactNode {
  const t = useTranslations('status');
  const known = isStatus(status) ? status : 'unknown';
  const tone = tones[known];
  return (
    <span className={classes(css.pill, css[tone])}>
      <Icon status={known} tone={tone} />
      {words ?? (isStatus(status) ? t(status) : status)}
    </span>
  );
}

/** A label without a state behind it. */
export function Tag({
  tone = 'grey',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return <span className={classes(css.pill, css[tone], css.tag)}>{children}</span>;
}
