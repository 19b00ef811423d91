import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Settled } from '../api/changes.ts';
import type { Intention } from '../api/open-intentions.ts';
import css from './ui.module.css';

/** Says that a change's outcome is not known yet. */
export function Unsettled({ intention }: { readonly intention: Intention }): ReactNode {
  const t = useTranslations('outcome');
  const words = wordsOf(intention);
  return (
    <div className={css.failure} role="status">
      <p>{t(intention.state === 'working' ? 'working' : 'silent', words)}</p>
      <p>{t('looking')}</p>
    </div>
  );
}

/** Describes the outcome of a change whose answer had been lost. */
export function useOutcomeWords(): (settled: Settled) => { readonly text: string; readonly bad: boolean } {
  const t = useTranslations('outcome');
  return (settled) => {
    const became = outcomeOf(settled);
    return { text: t(became, wordsOf(settled.intention)), bad: became !== 'made' };
  };
}

function wordsOf({ meant }: Intention) {
  return { what: meant?.what ?? 'other', amount: meant?.amount ?? '' };
}

/** A payment may have been made without being paid yet; anything else was made or was not. */
function outcomeOf({ answer, error }: Settled): 'made' | 'processing' | 'declined' | 'not_made' {
  if (error !== null) return error.status === 402 ? 'declined' : 'not_made';
  const status = typeof answer === 'object' && answer !== null && 'status' in answer ? answer.status : null;
  if (status === 'processing' || status === 'pending') return 'processing';
  return status === 'failed' || status === 'requires_payment_method' ? 'declined' : 'made';
}
