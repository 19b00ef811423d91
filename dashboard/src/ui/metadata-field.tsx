import { Plus, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import type { Pair } from './metadata.ts';
import css from './ui.module.css';

/** Metadata as rows of a key and a value. */
export function MetadataField({
  pairs,
  onChange,
}: {
  readonly pairs: readonly Pair[];
  onChange(pairs: readonly Pair[]): void;
}): ReactNode {
  const t = useTranslations('common');
  const set = (changed: Pair) => onChange(pairs.map((pair) => (pair.row === changed.row ? changed : pair)));
  const added = useRef<number>(null);
  const add = () => {
    added.current = 1 + Math.max(-1, ...pairs.map(({ row }) => row));
    onChange([...pairs, { row: added.current, name: '', value: '' }]);
  };
  return (
    <fieldset className={css.pairs}>
      <legend className={css.legend}>{t('metadata')}</legend>
      {pairs.map((pair) => (
        <div key={pair.row} className={css.pair}>
          <input
            className={css.input}
            aria-label={t('metadata_key')}
            placeholder={t('metadata_key')}
            ref={(input) => {
              if (pair.row !== added.current) return;
              added.current = null;
              input?.focus();
            }}
            autoComplete="off"
            maxLength={40}
            value={pair.name}
            onChange={({ target }) => set({ ...pair, name: target.value })}
          />
          <textarea
            className={css.textarea}
            aria-label={t('metadata_value')}
            placeholder={t('metadata_value')}
            rows={1}
            maxLength={500}
            value={pair.value}
            onChange={({ target }) => set({ ...pair, value: target.value })}
          />
          <Button
            look="quiet"
            icon
            aria-label={`${t('remove')}: ${pair.name}`}
            onClick={() => onChange(pairs.filter(({ row }) => row !== pair.row))}
          >
            <X />
          </Button>
        </div>
      ))}
      <div>
        <Button small onClick={add}>
          <Plus aria-hidden />
          {t('metadata_add')}
        </Button>
      </div>
    </fieldset>
  );
}
