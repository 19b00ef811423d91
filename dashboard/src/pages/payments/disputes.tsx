import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { useAction } from '../../api/queries.ts';
import { CopyId, Facts, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { filled } from '../../ui/form.ts';
import { Amount, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';

const kinds = ['dispute', 'charge', 'payment_intent', 'event'];

const reasons = {
  fraudulent: 'payments.reason_fraudulent',
  product_not_received: 'disputes.not_received',
} as const;

/** What the customer's bank claims back, and the merchant's answer. */
export function Disputes({ disputes }: { readonly disputes: readonly Stripe.Dispute[] }): ReactNode {
  return disputes.map((dispute) => <OneDispute key={dispute.id} dispute={dispute} />);
}

function OneDispute({ dispute }: { readonly dispute: Stripe.Dispute }): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const [asking, setAsking] = useState<'evidence' | 'accept' | null>(null);
  const { id, amount, currency, reason, status, evidence, evidence_details } = dispute;
  const words = new Map(Object.entries(reasons)).get(reason);
  const open = status === 'needs_response' || status === 'warning_needs_response';
  return (
    <Section title={t('disputes.one')} actions={<StatusPill status={status} />}>
      <div className={ui.stack}>
        <Facts
          rows={[
            [t('common.amount'), <Amount key="a" value={amount} currency={currency} />],
            [t('payments.refund_reason'), words === undefined ? reason : t(words)],
            [
              t('disputes.due_by'),
              open && evidence_details.due_by !== null && <When at={evidence_details.due_by} exact />,
            ],
            [t('disputes.evidence'), evidence.uncategorized_text],
            [t('common.id'), <CopyId key="id" id={id} />],
          ]}
        />
        {open && may('money') && (
          <div className={ui.row}>
            <Button look="primary" onClick={() => setAsking('evidence')}>
              {t('disputes.send')}
            </Button>
            <Button onClick={() => setAsking('accept')}>{t('disputes.accept')}</Button>
          </div>
        )}
      </div>
      {asking === 'evidence' && <SendEvidence dispute={id} onClose={() => setAsking(null)} />}
      {asking === 'accept' && <Accept dispute={id} onClose={() => setAsking(null)} />}
    </Section>
  );
}

function SendEvidence({ dispute, onClose }: { readonly dispute: string; onClose(): void }): ReactNode {
  const t = useTranslations('disputes');
  const toast = useToast();
  const { formState, handleSubmit, register } = useForm({ defaultValues: { text: '' } });
  const send = useAction(
    (api, text: string) =>
      api.post(`/v1/disputes/${dispute}`, { evidence: { uncategorized_text: text }, submit: true }),
    kinds,
  );
  return (
    <FormDialog
      open
      title={t('send')}
      text={t('send_text')}
      submit={t('send')}
      busy={send.isPending}
      disabled={!formState.isValid}
      failure={send.error}
      onClose={onClose}
      onSubmit={handleSubmit(({ text }) =>
        send.mutate(text, {
          onSuccess: () => {
            toast(t('sent'));
            onClose();
          },
        }),
      )}
    >
      <TextArea label={t('evidence')} hint={t('evidence_hint')} rows={6} {...register('text', filled)} />
    </FormDialog>
  );
}

function Accept({ dispute, onClose }: { readonly dispute: string; onClose(): void }): ReactNode {
  const t = useTranslations('disputes');
  const accept = useAction((api) => api.post(`/v1/disputes/${dispute}/close`), kinds);
  return (
    <ConfirmDialog
      title={t('accept')}
      text={t('accept_text')}
      submit={t('accept')}
      action={accept}
      said={t('accepted')}
      onClose={onClose}
    />
  );
}
