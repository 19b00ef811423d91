import type { ReactNode } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { When } from '../ui/format.tsx';
import { SmallTable } from '../ui/small-table.tsx';

export function EventList({
  events,
  none,
}: {
  readonly events: readonly Stripe.Event[] | undefined;
  readonly none: string;
}): ReactNode {
  const t = useTranslations();
  return (
    <SmallTable
      label={t('events.title')}
      items={events}
      none={none}
      hrefOf={({ id }) => `/developers/events/${id}`}
      columns={[
        { id: 'type', header: t('events.type'), cell: ({ type }) => type, grow: true },
        {
          id: 'created',
          header: t('common.time'),
          cell: ({ created }) => <When at={created} exact />,
          right: true,
        },
      ]}
    />
  );
}
