import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { itemsOf, useList, useObject } from '../../api/queries.ts';
import { useAddress } from '../../ui/address.tsx';
import { Card, CopyId, Facts, Json, PageHead, Section } from '../../ui/bits.tsx';
import { Amount, useFormats, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton, Skeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { Metadata } from '../customers/customer-page.tsx';
import { EventList } from '../event-list.tsx';
import { useEventsOf } from '../events-of.ts';
import { Attempts } from './attempts.tsx';
import { Disputes } from './disputes.tsx';
import { PaymentActions } from './payment-actions.tsx';
import { amountOf, cardOf, chargeOf, customerOf, type Payment, refundedOf, statusOf } from './status.ts';
import { Timeline } from './timeline.tsx';

const expand = ['customer', 'latest_charge', 'payment_method', 'latest_charge.balance_transaction'];
const eventsShown = 100;

export default function PaymentPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const payment = useObject<Payment>('payment_intent', `/v1/payment_intents/${id}`, { expand });
  if (payment.isError) {
    return (
      <PageFailed
        error={payment.error}
        retry={() => void payment.refetch()}
        back={{ to: '/payments', text: t('payments.title') }}
      />
    );
  }
  if (payment.data === undefined) return <PageSkeleton />;
  return <Found key={id} payment={payment.data} />;
}

function Found({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const { id, currency } = payment;
  const charges = useList<Stripe.Charge>('charge', '/v1/charges', { payment_intent: id }, { limit: 100 });
  const refunds = useList<Stripe.Refund>(
    'refund',
    '/v1/refunds',
    { payment_intent: id, expand: ['data.balance_transaction', 'data.failure_balance_transaction'] },
    { limit: 100 },
  );
  const disputes = useList<Stripe.Dispute>('dispute', '/v1/disputes', { payment_intent: id }, { limit: 10 });
  const parts = [charges, refunds, disputes].flatMap((list) => itemsOf<{ readonly id: string }>(list));
  const events = useEventsOf({ objects: [id, ...parts.map((part) => part.id)] }, eventsShown);
  const customer = customerOf(payment);
  return (
    <>
      <PageHead
        title={formats.amount(amountOf(payment), currency)}
        back={{ to: '/payments', text: t('payments.title') }}
        line={
          <>
            <StatusPill status={statusOf(payment)} />
            {customer !== null && <Link to={`/customers/${customer.id}`}>{customer.name}</Link>}
            <CopyId id={id} />
          </>
        }
      >
        <CopyAs call={{ method: 'GET', path: `/v1/payment_intents/${id}` }} />
        <PaymentActions payment={payment} disputes={itemsOf(disputes)} />
      </PageHead>
      <div className={ui.columns}>
        <div className={ui.stack}>
          <Section title={t('payments.timeline')}>
            {events === undefined ? <Skeleton width={220} /> : <Timeline events={events} />}
          </Section>
          <Attempts charges={itemsOf(charges)} />
          <Disputes disputes={itemsOf(disputes)} />
          {itemsOf(refunds).length > 0 && <Refunds refunds={itemsOf(refunds)} />}
          <Section title={t('payments.events')} flush>
            <EventList events={events} none={t('customers.no_events')} />
          </Section>
          <Json value={payment} />
        </div>
        <div className={ui.stack}>
          <Details payment={payment} refunds={itemsOf(refunds)} disputes={itemsOf(disputes)} />
          <Metadata metadata={payment.metadata} />
        </div>
      </div>
    </>
  );
}

function Details({
  payment,
  refunds,
  disputes,
}: {
  readonly payment: Payment;
  readonly refunds: readonly Stripe.Refund[];
  readonly disputes: readonly Stripe.Dispute[];
}): ReactNode {
  const t = useTranslations();
  const addressOf = useAddress();
  const { id, currency } = payment;
  const customer = customerOf(payment);
  const card = cardOf(payment);
  const sessions = useList<Stripe.Checkout.Session>(
    'checkout.session',
    '/v1/checkout/sessions',
    { payment_intent: id },
    { limit: 1 },
  );
  const movements = [
    chargeOf(payment)?.balance_transaction,
    ...refunds.flatMap((refund) => [refund.balance_transaction, refund.failure_balance_transaction]),
    ...disputes.flatMap((dispute) => dispute.balance_transactions),
  ].filter((movement) => typeof movement === 'object' && movement !== null);
  const sum = (of: 'fee' | 'net') => movements.reduce((total, movement) => total + movement[of], 0);
  const session = itemsOf(sessions)[0];
  return (
    <Section title={t('common.details')}>
      <Facts
        rows={[
          [t('common.description'), payment.description],
          [t('payments.received'), <Amount key="r" value={payment.amount_received} currency={currency} />],
          [
            t('payments.refunded_amount'),
            refundedOf(payment) > 0 && <Amount value={refundedOf(payment)} currency={currency} />,
          ],
          [
            t('payments.capturable'),
            payment.amount_capturable > 0 && <Amount value={payment.amount_capturable} currency={currency} />,
          ],
          [t('payments.capture_before'), captureBefore(payment)],
          [t('payments.fee'), movements.length > 0 && <Amount value={sum('fee')} currency={currency} />],
          [t('payments.net'), movements.length > 0 && <Amount value={sum('net')} currency={currency} />],
          [t('common.card'), card && <Card card={card} />],
          [t('common.billing'), addressOf(chargeOf(payment)?.billing_details)],
          [t('common.shipping'), addressOf(payment.shipping)],
          [
            t('common.customer'),
            customer === null ? (
              t('common.guest')
            ) : (
              <Link key="customer" to={`/customers/${customer.id}`}>
                {customer.name}
              </Link>
            ),
          ],
          [t('payments.usage'), t(usageWords(payment.setup_future_usage))],
          [t('payments.statement'), chargeOf(payment)?.calculated_statement_descriptor],
          [t('payments.session'), session && <Link to={`/sessions/${session.id}`}>{t('sessions.one')}</Link>],
          [t('common.created'), <When key="c" at={payment.created} exact />],
        ]}
      />
    </Section>
  );
}

function reasonWords(reason: string) {
  if (reason === 'duplicate') return 'payments.reason_duplicate';
  if (reason === 'fraudulent') return 'payments.reason_fraudulent';
  return reason === 'requested_by_customer'
    ? 'payments.reason_requested_by_customer'
    : 'payments.reason_none';
}

function usageWords(usage: string | null) {
  if (usage === 'off_session') return 'payments.usage_off_session';
  return usage === 'on_session' ? 'payments.usage_on_session' : 'payments.usage_none';
}

/** A capture happens later than the charge; the balance transaction knows when. */
function captureBefore(payment: Payment): ReactNode {
  const before = chargeOf(payment)?.payment_method_details?.card?.capture_before;
  return payment.status === 'requires_capture' && before !== undefined && <When at={before} />;
}

function Refunds({ refunds }: { readonly refunds: readonly Stripe.Refund[] }): ReactNode {
  const t = useTranslations();
  return (
    <Section title={t('payments.refunds')} flush>
      <SmallTable
        label={t('payments.refunds')}
        items={refunds}
        none={null}
        columns={[
          {
            id: 'amount',
            header: t('common.amount'),
            cell: (refund) => <Amount value={refund.amount} currency={refund.currency} />,
          },
          {
            id: 'status',
            header: t('common.status'),
            cell: ({ status }) => <StatusPill status={status ?? 'unknown'} />,
          },
          {
            id: 'reason',
            header: t('payments.refund_reason'),
            cell: ({ reason }) => (reason === null ? '–' : t(reasonWords(reason))),
          },
          { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} /> },
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
