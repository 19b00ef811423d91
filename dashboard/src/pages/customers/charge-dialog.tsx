import { currencies } from '@onfile/shared/money.ts';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { placeOf } from '../../api/open-intentions.ts';
import { useAction } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { useFormats } from '../../ui/format.tsx';
import { Snippets } from '../../ui/snippets.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { declineWords } from '../payments/decline-words.ts';

const path = '/v1/payment_intents';

/** Charges a card on file while the customer is away, and says what came of it. */
export function ChargeDialog({
  customer,
  method,
  card,
  onClose,
}: {
  readonly customer: string;
  readonly method: string;
  readonly card: string;
  onClose(): void;
}): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const toast = useToast();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [currency, setCurrency] = useState('usd');
  const [description, setDescription] = useState('');
  const amount = formats.readAmount(text, currency);
  const params = {
    amount: amount ?? 0,
    currency,
    customer,
    payment_method: method,
    off_session: true,
    confirm: true,
    ...(description.trim() === '' ? {} : { description: description.trim() }),
  };
  const charge = useAction(
    (api) =>
      api.post<Stripe.PaymentIntent>(path, params, {
        what: 'payment',
        amount: formats.amount(params.amount, currency),
      }),
    ['payment_intent', 'charge', 'customer'],
  );
  const declined = charge.error?.status === 402 ? charge.error.body : null;
  return (
    <FormDialog
      open
      title={t('customers.charge_title')}
      text={
        <>
          {card}. {t('customers.charge_text')}
        </>
      }
      submit={
        amount === null || amount === 0
          ? t('customers.charge')
          : t('customers.charge_now', { amount: formats.amount(amount, currency) })
      }
      disabled={amount === null || amount === 0}
      busy={charge.isPending}
      failure={declined === null ? charge.error : null}
      place={placeOf(path, params)}
      onClose={onClose}
      onSubmit={() =>
        charge.mutate(undefined, {
          onSuccess: (payment) => {
            const amount = formats.amount(payment.amount, payment.currency);
            const paid = payment.status === 'succeeded' || payment.status === 'requires_capture';
            toast(
              paid
                ? t('customers.charged', { amount })
                : t('outcome.processing', { what: 'payment', amount }),
              !paid,
            );
            onClose();
            void navigate(`/payments/${payment.id}`);
          },
        })
      }
    >
      <div className={ui.row}>
        <TextField
          label={t('common.amount')}
          inputMode="decimal"
          value={text}
          onChange={({ target }) => setText(target.value)}
          error={text.trim() !== '' && amount === null ? t('common.amount_unclear') : undefined}
        />
        <Select
          label={t('common.currency')}
          value={currency}
          onChange={({ target }) => setCurrency(target.value)}
        >
          {currencies.map((code) => (
            <option key={code} value={code}>
              {code.toUpperCase()}
            </option>
          ))}
        </Select>
      </div>
      <TextField
        label={t('common.description')}
        value={description}
        onChange={({ target }) => setDescription(target.value)}
      />
      {declined !== null && (
        <div className={ui.failure} role="alert">
          <p>
            <strong>{t('customers.charge_failed')}</strong> ({declined.decline_code ?? declined.code})
          </p>
          <p>{t(`decline.${declineWords(declined.decline_code ?? declined.code)}`)}</p>
          {declined.payment_intent !== undefined && (
            <p>
              <Link to={`/payments/${declined.payment_intent.id}`}>{t('payments.one')}</Link>
            </p>
          )}
        </div>
      )}
      <details>
        <summary className={ui.hint}>{t('common.copy_as')}</summary>
        <Snippets call={{ method: 'POST', path, params }} />
      </details>
    </FormDialog>
  );
}
