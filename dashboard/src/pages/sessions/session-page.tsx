import { TimerOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { itemsOf, useAction, useList, useObject } from '../../api/queries.ts';
import type { Consent } from '../../api/types.ts';
import { useAddress } from '../../ui/address.tsx';
import { CopyId, Facts, Json, PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Amount, useFormats, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { Metadata } from '../customers/customer-page.tsx';
import { EventList } from '../event-list.tsx';
import { useEventsOf } from '../events-of.ts';
import { idOf, modeWords } from './sessions-page.tsx';

const eventsShown = 50;

export default function SessionPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const session = useObject<Stripe.Checkout.Session>('checkout.session', `/v1/checkout/sessions/${id}`, {
    expand: ['payment_intent'],
  });
  if (session.isError) {
    return (
      <PageFailed
        error={session.error}
        retry={() => void session.refetch()}
        back={{ to: '/sessions', text: t('sessions.title') }}
      />
    );
  }
  if (session.data === undefined) return <PageSkeleton />;
  return <Found key={id} session={session.data} />;
}

function Found({ session }: { readonly session: Stripe.Checkout.Session }): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const may = useMay();
  const [expiring, setExpiring] = useState(false);
  const { id, mode, status, currency } = session;
  const parts = [session.payment_intent, session.setup_intent].flatMap((intent) => idOf(intent) ?? []);
  const events = useEventsOf({ objects: [id, ...parts] }, eventsShown);
  const title =
    session.amount_total === null || currency === null || mode === 'setup'
      ? t(modeWords(mode))
      : formats.amount(session.amount_total, currency);
  return (
    <>
      <PageHead
        title={title}
        back={{ to: '/sessions', text: t('sessions.title') }}
        line={
          <>
            <StatusPill status={status ?? 'unknown'} />
            <StatusPill status={session.payment_status} />
            <CopyId id={id} />
          </>
        }
      >
        <CopyAs call={{ method: 'GET', path: `/v1/checkout/sessions/${id}` }} />
        {status === 'open' && may('write') && (
          <Button onClick={() => setExpiring(true)}>
            <TimerOff aria-hidden />
            {t('sessions.expire')}
          </Button>
        )}
      </PageHead>
      <div className={ui.columns}>
        <div className={ui.stack}>
          {mode === 'payment' && <Items session={id} />}
          <Section title={t('payments.events')} flush>
            <EventList events={events} none={t('customers.no_events')} />
          </Section>
          <Json value={session} />
        </div>
        <div className={ui.stack}>
          <Details session={session} />
          <Metadata metadata={session.metadata ?? {}} />
        </div>
      </div>
      {expiring && <Expire id={id} onClose={() => setExpiring(false)} />}
    </>
  );
}

function Details({ session }: { readonly session: Stripe.Checkout.Session }): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const addressOf = useAddress();
  const { id, mode } = session;
  const customer = idOf(session.customer);
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent;
  const consents = useList<Consent>(
    'onfile.consent',
    '/v1/onfile/consents',
    { customer: customer ?? '' },
    { enabled: customer !== null, limit: 100 },
  );
  const consent = itemsOf(consents).find(({ checkout_session }) => checkout_session === id);
  return (
    <Section title={t('common.details')}>
      <Facts
        rows={[
          [t('sessions.mode'), t(modeWords(mode))],
          [t('sessions.ui_mode'), session.ui_mode],
          [t('sessions.save'), session.saved_payment_method_options?.payment_method_save],
          [t('common.customer'), customer && <Link to={`/customers/${customer}`}>{customer}</Link>],
          [t('common.email'), session.customer_details?.email ?? session.customer_email],
          [t('common.phone'), session.customer_details?.phone],
          [t('common.billing'), addressOf(session.customer_details)],
          [t('common.shipping'), addressOf(session.collected_information?.shipping_details)],
          [
            t('sessions.payment'),
            intent && (
              <Link to={`/payments/${intent.id}`}>{formats.amount(intent.amount, intent.currency)}</Link>
            ),
          ],
          [
            t('sessions.setup'),
            idOf(session.setup_intent) && <CopyId id={idOf(session.setup_intent) ?? ''} />,
          ],
          [
            t('consents.one'),
            consent && <Link to={`/consents/${consent.id}`}>{formats.date(consent.agreed_at)}</Link>,
          ],
          [t('sessions.return_url'), session.return_url ?? session.success_url],
          [t('common.expires'), <When key="e" at={session.expires_at} />],
          [t('common.created'), <When key="c" at={session.created} exact />],
        ]}
      />
    </Section>
  );
}

function Items({ session }: { readonly session: string }): ReactNode {
  const t = useTranslations();
  const items = useList<Stripe.LineItem>(
    'checkout.session',
    `/v1/checkout/sessions/${session}/line_items`,
    {},
    { limit: 100 },
  );
  return (
    <Section title={t('sessions.items')} flush>
      <SmallTable
        label={t('sessions.items')}
        items={items.isPending ? undefined : itemsOf(items)}
        none={t('common.none')}
        columns={[
          {
            id: 'name',
            header: t('common.name'),
            cell: ({ description, price }) =>
              price === null ? (
                description
              ) : (
                <Link to={`/products/${idOf(price.product)}`}>{description}</Link>
              ),
          },
          { id: 'quantity', header: t('sessions.quantity'), cell: ({ quantity }) => quantity, right: true },
          {
            id: 'unit',
            header: t('sessions.unit'),
            cell: ({ price, currency }) =>
              price?.unit_amount === null || price === null ? (
                '–'
              ) : (
                <Amount value={price.unit_amount} currency={currency} />
              ),
            right: true,
          },
          {
            id: 'total',
            header: t('common.total'),
            cell: ({ amount_total, currency }) => <Amount value={amount_total} currency={currency} />,
            right: true,
          },
        ]}
      />
    </Section>
  );
}

function Expire({ id, onClose }: { readonly id: string; onClose(): void }): ReactNode {
  const t = useTranslations('sessions');
  const expire = useAction(
    (api) => api.post(`/v1/checkout/sessions/${id}/expire`),
    ['checkout.session', 'event'],
  );
  return (
    <ConfirmDialog
      title={t('expire')}
      text={t('expire_text')}
      submit={t('expire_now')}
      action={expire}
      said={t('expired')}
      onClose={onClose}
    />
  );
}
