import { type ReactNode, useEffect } from 'react';
import { useApi } from '../api/queries.ts';
import { useSettled, useUnsettled } from '../api/unsettled.ts';
import { useToast } from '../ui/toasts.tsx';
import { Unsettled, useOutcomeWords } from '../ui/unsettled.tsx';
import css from './shell.module.css';

/** Above every page: changes whose answer was lost, until their outcome is known and reported. */
export function Outcomes(): ReactNode {
  const toast = useToast();
  const wordsOf = useOutcomeWords();
  const { changes } = useApi();
  const lost = useUnsettled();
  useSettled((settled) => {
    const { text, bad } = wordsOf(settled);
    toast(text, bad);
  });
  useEffect(() => changes.resume(), [changes]);
  return (
    <div className={css.outcomes}>
      {lost.map((intention) => (
        <Unsettled key={intention.key} intention={intention} />
      ))}
    </div>
  );
}
