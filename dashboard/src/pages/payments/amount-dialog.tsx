import { amountStep } from '@onfile/shared/money.ts';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { placeOf } from '../../api/open-intentions.ts';
import type { RequestFailed } from '../../api/request-failed.ts';
import type { Call } from '../../api/snippets.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useFormats } from '../../ui/format.tsx';
import { Snippets } from '../../ui/snippets.tsx';
import ui from '../../ui/ui.module.css';

/** Asks for an amount up to a maximum, and then for the one confirmation that moves the money. */
export function AmountDialog({
  title,
  text,
  label,
  maximum,
  currency,
  submitOf,
  callOf,
  busy,
  failure,
  children,
  onSubmit,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly maximum: number;
  readonly currency: string;
  readonly busy: boolean;
  readonly failure: RequestFailed | null;
  readonly children?: ReactNode;
  submitOf(amount: string): string;
  callOf(amount: number): Call;
  onSubmit(amount: number): void;
  onClose(): void;
}): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const { register, watch } = useForm({
    defaultValues: { amount: formats.typedAmount(maximum, currency) },
  });
  const amount = formats.readAmount(watch('amount'), currency);
  const step = amountStep(currency);
  const call = callOf(amount ?? maximum);
  const valid = amount !== null && amount > 0 && amount <= maximum && amount % step === 0;
  return (
    <FormDialog
      open
      title={title}
      text={text}
      submit={submitOf(valid ? formats.amount(amount, currency) : '')}
      disabled={!valid}
      busy={busy}
      failure={failure}
      place={placeOf(call.path, call.params ?? {})}
      onClose={onClose}
      onSubmit={() => {
        if (valid) onSubmit(amount);
      }}
    >
      <TextField
        label={label}
        inputMode="decimal"
        hint={t('payments.refund_max', { amount: formats.amount(maximum, currency) })}
        error={
          valid
            ? undefined
            : t('payments.amount_invalid', {
                min: formats.amount(step, currency),
                max: formats.amount(maximum, currency),
              })
        }
        {...register('amount')}
      />
      {children}
      <details>
        <summary className={ui.hint}>{t('common.copy_as')}</summary>
        <Snippets call={call} />
      </details>
    </FormDialog>
  );
}
