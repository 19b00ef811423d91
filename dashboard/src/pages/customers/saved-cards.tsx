import { Ellipsis, Plus, Star, Trash2, Zap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAccountClock } from '../../api/account-clock.ts';
import { useConnection, useMay } from '../../api/connection.ts';
import { itemsOf, useAction, useList } from '../../api/queries.ts';
import type { Consent } from '../../api/types.ts';
import { brandName, Card, CopyId, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog, FormDialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { useFormats } from '../../ui/format.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Tag } from '../../ui/pill.tsx';
import { Snippets } from '../../ui/snippets.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { ChargeDialog } from './charge-dialog.tsx';
import css from './customers.module.css';

const kinds = ['payment_method', 'customer', 'onfile.consent'];

/** The saved cards: what they are, whether they are shown again, and the consent behind them. */
export function SavedCards({ customer }: { readonly customer: Stripe.Customer }): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const cards = useList<Stripe.PaymentMethod>(
    'payment_method',
    `/v1/customers/${customer.id}/payment_methods`,
    {},
    { limit: 100 },
  );
  const consents = useList<Consent>(
    'onfile.consent',
    '/v1/onfile/consents',
    { customer: customer.id },
    { limit: 100 },
  );
  const items = itemsOf(cards);
  return (
    <Section
      title={t('customers.saved_cards')}
      flush
      actions={
        may('write') && (
          <Button small onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {t('customers.add_card')}
          </Button>
        )
      }
    >
      {cards.isError && <Failed error={cards.error} retry={() => void cards.refetch()} />}
      {cards.isPending && (
        <div className={ui.sectionBody}>
          <Skeleton width={220} />
        </div>
      )}
      {cards.isSuccess && items.length === 0 && (
        <div className={ui.nothing}>
          <h3>{t('customers.no_cards')}</h3>
          <p>{t('customers.no_cards_text')}</p>
        </div>
      )}
      <ul>
        {items.map((method) => (
          <SavedCard
            key={method.id}
            method={method}
            customer={customer}
            consent={itemsOf(consents).find(({ payment_method }) => payment_method === method.id)}
          />
        ))}
      </ul>
      {adding && <AddCard customer={customer.id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function SavedCard({
  method,
  customer,
  consent,
}: {
  readonly method: Stripe.PaymentMethod;
  readonly customer: Stripe.Customer;
  readonly consent: Consent | undefined;
}): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const may = useMay();
  const toast = useToast();
  const clock = useAccountClock();
  const [asking, setAsking] = useState<'charge' | 'detach' | null>(null);
  const detach = useAction((api) => api.post(`/v1/payment_methods/${method.id}/detach`), kinds);
  const makeDefault = useAction(
    (api) =>
      api.post(`/v1/customers/${customer.id}`, { invoice_settings: { default_payment_method: method.id } }),
    kinds,
  );
  const { card } = method;
  if (card === undefined) return null;
  const name = `${brandName(card.brand)} •••• ${card.last4}`;
  const chosen = customer.invoice_settings.default_payment_method;
  const isDefault = (typeof chosen === 'string' ? chosen : chosen?.id) === method.id;
  const expiry = `${String(card.exp_month).padStart(2, '0')}/${card.exp_year}`;
  const now = new Date(clock.now);
  const expired =
    card.exp_year < now.getFullYear() ||
    (card.exp_year === now.getFullYear() && card.exp_month < now.getMonth() + 1);
  return (
    <li className={css.card}>
      <div className={css.cardMain}>
        <div className={ui.row}>
          <Card card={card} />
          {isDefault && <Tag tone="blue">{t('customers.default')}</Tag>}
          {expired ? (
            <Tag tone="amber">{t('customers.expired', { date: expiry })}</Tag>
          ) : (
            <span className={ui.muted}>{t('customers.expires', { date: expiry })}</span>
          )}
        </div>
        <div className={`${ui.row} ${css.cardMore}`}>
          <Redisplay value={method.allow_redisplay} />
          {consent === undefined ? (
            <span>{t('customers.no_consent')}</span>
          ) : (
            <Link to={`/consents/${consent.id}`}>
              {t('customers.consent_of', { date: formats.date(consent.agreed_at) })}
            </Link>
          )}
          <CopyId id={method.id} />
        </div>
      </div>
      <div className={ui.row}>
        {may('money') && (
          <Button small onClick={() => setAsking('charge')}>
            <Zap aria-hidden />
            {t('customers.charge')}
          </Button>
        )}
        {may('write') && (
          <Menu
            trigger={
              <Button small look="quiet" icon aria-label={`${t('common.actions')}: ${name}`}>
                <Ellipsis />
              </Button>
            }
          >
            <MenuItem
              icon={<Star aria-hidden />}
              disabled={isDefault}
              onSelect={() =>
                makeDefault.mutate(undefined, {
                  onSuccess: () => toast(t('customers.default_set')),
                  onError: (error) => toast(error.message, true),
                })
              }
            >
              {t('customers.set_default')}
            </MenuItem>
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking('detach')}>
              {t('customers.detach')}
            </MenuItem>
          </Menu>
        )}
      </div>
      {asking === 'charge' && (
        <ChargeDialog customer={customer.id} method={method.id} card={name} onClose={() => setAsking(null)} />
      )}
      {asking === 'detach' && (
        <ConfirmDialog
          title={t('customers.detach')}
          text={t('customers.detach_text', { card: name })}
          submit={t('customers.detach')}
          action={detach}
          said={t('customers.detached')}
          onClose={() => setAsking(null)}
        />
      )}
    </li>
  );
}

function Redisplay({
  value,
}: {
  readonly value: Stripe.PaymentMethod.AllowRedisplay | undefined;
}): ReactNode {
  const t = useTranslations('customers');
  switch (value) {
    case 'always':
      return <Tag tone="green">{t('redisplay_always')}</Tag>;
    case 'limited':
      return <Tag>{t('redisplay_limited')}</Tag>;
    default:
      return <Tag>{t('redisplay_unspecified')}</Tag>;
  }
}

/** Published test cards, by the names that the API accepts. */
const testCards = [
  ['pm_card_visa', 'Visa 4242'],
  ['pm_card_visa_debit', 'Visa (debit) 5556'],
  ['pm_card_mastercard', 'Mastercard 4444'],
  ['pm_card_amex', 'American Express 8431'],
  ['pm_card_discover', 'Discover 9424'],
  ['pm_card_jcb', 'JCB 0505'],
  ['pm_card_authenticationRequired', 'Visa 3184, 3-D Secure'],
  ['pm_card_chargeCustomerFail', 'Visa 0341, declines'],
] as const;

function AddCard({ customer, onClose }: { readonly customer: string; onClose(): void }): ReactNode {
  const t = useTranslations();
  const connection = useConnection();
  const toast = useToast();
  const { handleSubmit, register } = useForm<{ card: string }>({ defaultValues: { card: testCards[0][0] } });
  const attach = useAction(
    (api, card: string) => api.post<Stripe.PaymentMethod>(`/v1/payment_methods/${card}/attach`, { customer }),
    kinds,
  );
  if (connection.mode === 'production' && connection.livemode) {
    return (
      <Dialog open title={t('customers.add_card')} text={t('customers.add_card_live')} onClose={onClose}>
        <Snippets
          call={{
            method: 'POST',
            path: '/v1/checkout/sessions',
            params: { mode: 'setup', ui_mode: 'elements', currency: 'usd', customer },
          }}
        />
      </Dialog>
    );
  }
  return (
    <FormDialog
      open
      title={t('customers.add_card')}
      text={t('customers.add_card_text')}
      submit={t('common.add')}
      busy={attach.isPending}
      failure={attach.error}
      onClose={onClose}
      onSubmit={handleSubmit(({ card }) =>
        attach.mutate(card, {
          onSuccess: () => {
            toast(t('customers.card_added'));
            onClose();
          },
        }),
      )}
    >
      <Select label={t('customers.test_card')} {...register('card')}>
        {testCards.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </FormDialog>
  );
}
