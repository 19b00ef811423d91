import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { Link, useNavigate } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { placeOf } from '../../api/open-intentions.ts';
import { useAction } from '../../api/queries.ts';
import type { RequestFailed } from '../../api/request-failed.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useFormats } from '../../ui/format.tsx';
import { Snippets } from '../../ui/snippets.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { declineWords } from '../payments/decline-words.ts';
import { CurrencySelect } from '../products/product-form.tsx';

const path = '/v1/payment_intents';

interface Fields {
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
}

/** Charges a saved card while the customer is away, and reports the outcome. */
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
  const { handleSubmit, register, watch } = useForm<Fields>({
    defaultValues: { amount: '', currency: 'usd', description: '' },
  });
  const fields = watch();
  const { currency } = fields;
  const amount = formats.readAmount(fields.amount, currency);
  const description = fields.description.trim();
  const params = {
    amount: amount ?? 0,
    currency,
    customer,
    payment_method: method,
    off_session: true,
    confirm: true,
    ...(description === '' ? {} : { description }),
  };
  const nothing = params.amount === 0;
  const charge = useCharge(params, onClose);
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
        nothing
          ? t('customers.charge')
          : t('customers.charge_now', { amount: formats.amount(params.amount, currency) })
      }
      disabled={nothing}
      busy={charge.isPending}
      failure={declined === null ? charge.error : null}
      place={placeOf(path, params)}
      onClose={onClose}
      onSubmit={handleSubmit(() => charge.send())}
    >
      <div className={ui.row}>
        <TextField
          label={t('common.amount')}
          inputMode="decimal"
          error={fields.amount.trim() !== '' && amount === null ? t('common.amount_unclear') : undefined}
          {...register('amount')}
        />
        <CurrencySelect {...register('currency')} />
      </div>
      <TextField label={t('common.description')} {...register('description')} />
      {declined !== null && <Declined error={declined} />}
      <details>
        <summary className={ui.hint}>{t('common.copy_as')}</summary>
        <Snippets call={{ method: 'POST', path, params }} />
      </details>
    </FormDialog>
  );
}

function useCharge(
  params: FormGroup & { readonly amount: number; readonly currency: string },
  onClose: () => void,
) {
  const t = useTranslations();
  const formats = useFormats();
  const toast = useToast();
  const navigate = useNavigate();
  const charge = useAction(
    (api) =>
      api.post<Stripe.PaymentIntent>(path, params, {
        what: 'payment',
        amount: formats.amount(params.amount, params.currency),
      }),
    ['payment_intent', 'charge', 'customer'],
  );
  const send = () =>
    charge.mutate(undefined, {
      onSuccess: (payment) => {
        const amount = formats.amount(payment.amount, payment.currency);
        const paid = payment.status === 'succeeded' || payment.status === 'requires_capture';
        toast(
          paid ? t('customers.charged', { amount }) : t('outcome.processing', { what: 'payment', amount }),
          !paid,
        );
        onClose();
        void navigate(`/payments/${payment.id}`);
      },
    });
  return { ...charge, send };
}

function Declined({ error }: { readonly error: RequestFailed['body'] }): ReactNode {
  const t = useTranslations();
  const code = error.decline_code ?? error.code;
  return (
    <div className={ui.failure} role="alert">
      <p>
        <strong>{t('customers.charge_failed')}</strong> ({code})
      </p>
      <p>{t(`decline.${declineWords(code)}`)}</p>
      {error.payment_intent !== undefined && (
        <p>
          <Link to={`/payments/${error.payment_intent.id}`}>{t('payments.one')}</Link>
        </p>
      )}
    </div>
  );
}
