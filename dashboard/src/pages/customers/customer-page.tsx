import { Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { itemsOf, useAction, useList, useObject } from '../../api/queries.ts';
import { useAddress } from '../../ui/address.tsx';
import { CopyId, Facts, Json, PageHead, Section } from '../../ui/bits.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormats, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { EventList } from '../event-list.tsx';
import { useEventsOf } from '../events-of.ts';
import { paymentExpand, usePaymentColumns } from '../payments/columns.tsx';
import type { Payment } from '../payments/status.ts';
import { modeWords } from '../sessions/sessions-page.tsx';
import { CustomerForm } from './customer-form.tsx';
import { SavedCards } from './saved-cards.tsx';

export default function CustomerPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const customer = useObject<Stripe.Customer | Stripe.DeletedCustomer>('customer', `/v1/customers/${id}`);
  const back = { to: '/customers', text: t('customers.title') };
  if (customer.isError) {
    return (
      <PageFailed
        error={customer.error}
        retry={() => void customer.refetch()}
        back={{ to: '/customers', text: t('customers.title') }}
      />
    );
  }
  if (customer.data === undefined) return <PageSkeleton />;
  if (customer.data.deleted) {
    return <PageHead title={id} back={back} line={t('customers.deleted_state')} />;
  }
  return <Live customer={customer.data} back={back} />;
}

function Live({
  customer,
  back,
}: {
  readonly customer: Stripe.Customer;
  readonly back: { readonly to: string; readonly text: string };
}): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const addressOf = useAddress();
  const [asking, setAsking] = useState<'edit' | 'delete' | null>(null);
  const { id, name, email, phone, description, address, created, metadata } = customer;
  const title = name ?? email ?? id;
  return (
    <>
      <PageHead
        title={title}
        back={back}
        line={
          <>
            {name !== null && email !== null && <span>{email}</span>}
            <CopyId id={id} />
          </>
        }
      >
        <CopyAs call={{ method: 'GET', path: `/v1/customers/${id}` }} />
        {may('write') && (
          <>
            <Button onClick={() => setAsking('edit')}>
              <Pencil aria-hidden />
              {t('common.edit')}
            </Button>
            <Button onClick={() => setAsking('delete')}>
              <Trash2 aria-hidden />
              {t('common.delete')}
            </Button>
          </>
        )}
      </PageHead>
      <div className={ui.columns}>
        <div className={ui.stack}>
          <SavedCards customer={customer} />
          <Payments customer={id} />
          <Sessions customer={id} />
          <Events customer={customer.id} />
          <Json value={customer} />
        </div>
        <div className={ui.stack}>
          <Section title={t('common.details')}>
            <Facts
              rows={[
                [t('common.name'), name],
                [t('common.email'), email],
                [t('common.phone'), phone],
                [t('common.description'), description],
                [t('common.address'), addressOf({ address })],
                [t('common.shipping'), addressOf(customer.shipping)],
                [t('customers.since'), <When key="since" at={created} />],
                [t('common.currency'), customer.currency?.toUpperCase()],
              ]}
            />
          </Section>
          <Metadata metadata={metadata} />
        </div>
      </div>
      {asking === 'edit' && <CustomerForm customer={customer} onClose={() => setAsking(null)} />}
      {asking === 'delete' && <DeleteCustomer id={id} name={title} onClose={() => setAsking(null)} />}
    </>
  );
}

export function Metadata({ metadata }: { readonly metadata: Readonly<Record<string, string>> }): ReactNode {
  const t = useTranslations('common');
  const pairs = Object.entries(metadata);
  return (
    <Section title={t('metadata')}>
      {pairs.length === 0 ? <p className={ui.muted}>{t('metadata_none')}</p> : <Facts rows={pairs} />}
    </Section>
  );
}

function Payments({ customer }: { readonly customer: string }): ReactNode {
  const t = useTranslations();
  const payments = useList<Payment>(
    'payment_intent',
    '/v1/payment_intents',
    { customer, expand: paymentExpand },
    { limit: 10 },
  );
  const columns = usePaymentColumns().filter(({ id, hidden }) => id !== 'customer' && hidden !== true);
  return (
    <Section
      title={t('customers.payments')}
      flush
      actions={
        payments.hasNextPage && (
          <ButtonLink small to={`/payments?customer=${customer}`}>
            {t('common.view_all')}
          </ButtonLink>
        )
      }
    >
      <SmallTable
        label={t('customers.payments')}
        items={payments.isPending ? undefined : itemsOf(payments)}
        columns={columns}
        none={t('customers.no_payments')}
        hrefOf={({ id }) => `/payments/${id}`}
      />
    </Section>
  );
}

function Sessions({ customer }: { readonly customer: string }): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const sessions = useList<Stripe.Checkout.Session>(
    'checkout.session',
    '/v1/checkout/sessions',
    { customer },
    { limit: 10 },
  );
  return (
    <Section title={t('customers.sessions')} flush>
      <SmallTable
        label={t('customers.sessions')}
        items={sessions.isPending ? undefined : itemsOf(sessions)}
        none={t('customers.no_sessions')}
        hrefOf={({ id }) => `/sessions/${id}`}
        columns={[
          {
            id: 'amount',
            header: t('common.amount'),
            cell: ({ amount_total, currency, mode }) =>
              amount_total === null || currency === null
                ? t(modeWords(mode))
                : formats.amount(amount_total, currency),
          },
          {
            id: 'status',
            header: t('common.status'),
            cell: ({ status }) => <StatusPill status={status ?? 'unknown'} />,
          },
          {
            id: 'created',
            header: t('common.date'),
            cell: ({ created }) => <When at={created} />,
            right: true,
          },
        ]}
      />
    </Section>
  );
}

const eventsShown = 20;

function Events({ customer }: { readonly customer: string }): ReactNode {
  const t = useTranslations();
  const events = useEventsOf({ customer }, eventsShown);
  return (
    <Section title={t('customers.events')} flush>
      <EventList events={events} none={t('customers.no_events')} />
    </Section>
  );
}

function DeleteCustomer({
  id,
  name,
  onClose,
}: {
  readonly id: string;
  readonly name: string;
  onClose(): void;
}): ReactNode {
  const t = useTranslations();
  const navigate = useNavigate();
  const remove = useAction((api) => api.delete(`/v1/customers/${id}`), ['customer', 'payment_method']);
  return (
    <ConfirmDialog
      title={t('customers.delete')}
      text={t('customers.delete_text', { name })}
      submit={t('customers.delete')}
      action={remove}
      said={t('customers.deleted')}
      onClose={onClose}
      onDone={() => void navigate('/customers')}
    />
  );
}
