import type { ReactNode } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { Card, CopyId, Facts, Nothing, Section } from '../../ui/bits.tsx';
import { Amount, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import ui from '../../ui/ui.module.css';
import { declineWords } from './decline-words.ts';
import css from './payments.module.css';

/** Every request to the card network, and its answer. */
export function Attempts({ charges }: { readonly charges: readonly Stripe.Charge[] }): ReactNode {
  const t = useTranslations('payments');
  return (
    <Section title={t('attempts')} flush>
      {charges.length === 0 && <Nothing>{t('no_attempts')}</Nothing>}
      <ul>
        {charges.map((charge) => (
          <Attempt key={charge.id} charge={charge} />
        ))}
      </ul>
    </Section>
  );
}

function Attempt({ charge }: { readonly charge: Stripe.Charge }): ReactNode {
  const t = useTranslations();
  const card = charge.payment_method_details?.card ?? null;
  const checks = card?.checks ?? null;
  const outcome = charge.outcome;
  return (
    <li className={css.attempt}>
      <div className={css.attemptHead}>
        <StatusPill status={attemptStatus(charge)} />
        <strong>
          <Amount
            value={charge.captured ? charge.amount_captured : charge.amount}
            currency={charge.currency}
          />
        </strong>
        {card !== null && <Card card={{ brand: card.brand ?? 'unknown', last4: card.last4 }} />}
        <When at={charge.created} exact />
      </div>
      {charge.status === 'failed' && <Decline charge={charge} />}
      <h3>{t('payments.network')}</h3>
      <div className={css.grid}>
        <Facts
          rows={[
            [t('payments.outcome'), outcome?.type],
            [t('payments.network_status'), outcome?.network_status],
            [t('payments.code'), outcome?.reason],
            [t('payments.risk'), outcome?.risk_level],
            [t('payments.auth_code'), card?.authorization_code],
            [t('payments.transaction_id'), card?.network_transaction_id],
            [t('payments.three_ds'), card?.three_d_secure?.result],
          ]}
        />
        <Facts
          rows={[
            [t('payments.cvc'), checks?.cvc_check],
            [t('payments.postal'), checks?.address_postal_code_check],
            [t('payments.address'), checks?.address_line1_check],
            [t('payments.funding'), card?.funding],
            [t('payments.issuer_country'), card?.country],
            [t('payments.fingerprint'), card?.fingerprint],
          ]}
        />
      </div>
      <div className={ui.row}>
        <CopyId id={charge.id} />
        {charge.receipt_url !== null && charge.paid && (
          <a href={charge.receipt_url} target="_blank" rel="noreferrer">
            {t('payments.receipt')}
          </a>
        )}
      </div>
    </li>
  );
}

/** What was held and given back counts as refunded on the charge. */
function attemptStatus({ status, captured, refunded }: Stripe.Charge): string {
  if (status !== 'succeeded' || captured) return status;
  return refunded ? 'canceled' : 'requires_capture';
}

function Decline({ charge }: { readonly charge: Stripe.Charge }): ReactNode {
  const t = useTranslations();
  const code = charge.outcome?.reason ?? charge.failure_code;
  const words = charge.outcome?.type === 'blocked' ? 'blocked' : declineWords(code);
  return (
    <div className={css.decline}>
      <p>
        <strong>{t('payments.decline')}:</strong> {charge.failure_message}{' '}
        {code !== null && <code>{code}</code>}
      </p>
      <p>{t(`decline.${words}`)}</p>
    </div>
  );
}
