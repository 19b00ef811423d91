import { Ban, CircleCheckBig, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { useAction } from '../../api/queries.ts';
import { brandName } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { useFormats } from '../../ui/format.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { AmountDialog } from './amount-dialog.tsx';
import { cardOf, type Payment, refundedOf } from './status.ts';

const kinds = ['payment_intent', 'charge', 'refund', 'event', 'onfile.statistics'];
const cancelable = new Set([
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
]);
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

/** What can be done with a payment in its current state. */
export function PaymentActions({
  payment,
  disputes,
}: {
  readonly payment: Payment;
  readonly disputes: readonly Stripe.Dispute[];
}): ReactNode {
  const t = useTranslations('payments');
  const may = useMay();
  const [asking, setAsking] = useState<'refund' | 'capture' | 'cancel' | null>(null);
  const close = () => setAsking(null);
  if (!may('money')) return null;
  const refundable =
    payment.status === 'succeeded' && disputes.every((dispute) => dispute.is_charge_refundable)
      ? payment.amount_received - refundedOf(payment)
      : 0;
  return (
    <>
      {payment.status === 'requires_capture' && (
        <Button look="primary" onClick={() => setAsking('capture')}>
          <CircleCheckBig aria-hidden />
          {t('capture')}
        </Button>
      )}
      {refundable > 0 && (
        <Button onClick={() => setAsking('refund')}>
          <Undo2 aria-hidden />
          {t('refund')}
        </Button>
      )}
      {cancelable.has(payment.status) && (
        <Button onClick={() => setAsking('cancel')}>
          <Ban aria-hidden />
          {t('cancel')}
        </Button>
      )}
      {asking === 'refund' && <Refund payment={payment} maximum={refundable} onClose={close} />}
      {asking === 'capture' && <Capture payment={payment} onClose={close} />}
      {asking === 'cancel' && <Cancel payment={payment} onClose={close} />}
    </>
  );
}

function Refund({
  payment,
  maximum,
  onClose,
}: {
  readonly payment: Payment;
  readonly maximum: number;
  onClose(): void;
}): ReactNode {
  const t = useTranslations('payments');
  const formats = useFormats();
  const toast = useToast();
  const { register, watch } = useForm({ defaultValues: { reason: '' } });
  const reason = watch('reason');
  const paramsOf = (amount: number) => ({
    payment_intent: payment.id,
    amount,
    ...(reason === '' ? {} : { reason }),
  });
  const refund = useAction(
    (api, amount: number) =>
      api.post<Stripe.Refund>('/v1/refunds', paramsOf(amount), {
        what: 'refund',
        amount: formats.amount(amount, payment.currency),
      }),
    kinds,
  );
  const card = cardOf(payment);
  return (
    <AmountDialog
      title={t('refund_title')}
      text={t('refund_text', {
        card: card === null ? t('one') : `${brandName(card.brand)} •••• ${card.last4}`,
      })}
      label={t('refund_amount')}
      maximum={maximum}
      currency={payment.currency}
      submitOf={(amount) => t('refund_now', { amount })}
      callOf={(amount) => ({ method: 'POST', path: '/v1/refunds', params: paramsOf(amount) })}
      busy={refund.isPending}
      failure={refund.error}
      onClose={onClose}
      onSubmit={(amount) =>
        refund.mutate(amount, {
          onSuccess: (made) => {
            const failed = made.status === 'failed';
            toast(
              failed
                ? t('at_refund_failed')
                : t('refunded', { amount: formats.amount(made.amount, made.currency) }),
              failed,
            );
            onClose();
          },
        })
      }
    >
      <Select label={t('refund_reason')} {...register('reason')}>
        <option value="">{t('reason_none')}</option>
        {reasons.map((value) => (
          <option key={value} value={value}>
            {t(`reason_${value}`)}
          </option>
        ))}
      </Select>
    </AmountDialog>
  );
}

function Capture({ payment, onClose }: { readonly payment: Payment; onClose(): void }): ReactNode {
  const t = useTranslations('payments');
  const formats = useFormats();
  const toast = useToast();
  const path = `/v1/payment_intents/${payment.id}/capture`;
  const capture = useAction(
    (api, amount: number) =>
      api.post<Stripe.PaymentIntent>(
        path,
        { amount_to_capture: amount },
        { what: 'capture', amount: formats.amount(amount, payment.currency) },
      ),
    kinds,
  );
  return (
    <AmountDialog
      title={t('capture_title')}
      text={t('capture_text', { amount: formats.amount(payment.amount_capturable, payment.currency) })}
      label={t('capture_amount')}
      maximum={payment.amount_capturable}
      currency={payment.currency}
      submitOf={(amount) => t('capture_now', { amount })}
      callOf={(amount) => ({ method: 'POST', path, params: { amount_to_capture: amount } })}
      busy={capture.isPending}
      failure={capture.error}
      onClose={onClose}
      onSubmit={(amount) =>
        capture.mutate(amount, {
          onSuccess: (captured) => {
            toast(t('captured', { amount: formats.amount(captured.amount_received, captured.currency) }));
            onClose();
          },
        })
      }
    />
  );
}

function Cancel({ payment, onClose }: { readonly payment: Payment; onClose(): void }): ReactNode {
  const t = useTranslations('payments');
  const cancel = useAction((api) => api.post(`/v1/payment_intents/${payment.id}/cancel`), kinds);
  return (
    <ConfirmDialog
      title={t('cancel_title')}
      text={t('cancel_text')}
      submit={t('cancel_now')}
      action={cancel}
      said={t('canceled')}
      onClose={onClose}
    />
  );
}
