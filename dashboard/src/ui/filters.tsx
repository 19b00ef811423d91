import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { useAccountClock } from '../api/account-clock.ts';
import { Button } from './button.tsx';
import css from './ui.module.css';

export interface Filters<Name extends string> {
  /** Empty if nothing is chosen. */
  readonly values: Readonly<Record<Name, string>>;
  readonly any: boolean;
  set(name: Name, value: string): void;
  clear(): void;
}

/** A list's filters are kept in the URL, so that it can be shared. */
export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<
    Name,
    string
  >;
  const change = (changes: Partial<Record<Name, string>>) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const name of names) {
          const value = changes[name];
          if (value === undefined) continue;
          if (value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  return {
    values,
    any: names.some((name) => values[name] !== ''),
    set: (name, value) => change({ [name]: value } as Partial<Record<Name, string>>),
    clear: () => change(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>),
  };
}

/** The chosen filters, as parameters of a call. */
export function chosen(values: Readonly<Record<string, string>>): FormGroup {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** A filter that a link has set, which no list offers. */
export function FilterChip({
  label,
  value,
  onRemove,
}: {
  readonly label: string;
  readonly value: string;
  onRemove(): void;
}): ReactNode {
  const t = useTranslations('common');
  if (value === '') return null;
  return (
    <Button onClick={onRemove} aria-label={`${t('remove')}: ${label} ${value}`}>
      {label}: {value}
      <X aria-hidden />
    </Button>
  );
}

const typingMs = 180;

/** Takes effect while somebody types; `/` focuses it. */
export function SearchInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
}): ReactNode {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <input
      type="search"
      className={css.input}
      placeholder={label}
      aria-label={label}
      data-filter
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onChange(target.value.trim()), typingMs);
      }}
    />
  );
}

export function FilterSelect({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [string, string])[];
  onChange(value: string): void;
}): ReactNode {
  return (
    <select
      className={css.select}
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{label}</option>
      {choices.map(([choice, text]) => (
        <option key={choice} value={choice}>
          {text}
        </option>
      ))}
    </select>
  );
}

const ranges = { '1d': 1, '7d': 7, '30d': 30, '90d': 90 } as const;

export function DateFilter({
  value,
  onChange,
}: {
  readonly value: string;
  onChange(value: string): void;
}): ReactNode {
  const t = useTranslations('common');
  return (
    <select
      className={css.select}
      aria-label={t('date')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{t('any_time')}</option>
      <option value="1d">{t('today')}</option>
      <option value="7d">{t('last_7')}</option>
      <option value="30d">{t('last_30')}</option>
      <option value="90d">{t('last_90')}</option>
    </select>
  );
}

/** The start of a range in unix seconds: the local midnight at which its first day begins, by the account's clock. */
function useSince(range: string): number | null {
  const { now } = useAccountClock();
  const days = Object.entries(ranges).find(([name]) => name === range)?.[1];
  if (days === undefined) return null;
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1).getTime() / 1000;
}

export function useCreatedParam(range: string): FormGroup {
  const since = useSince(range);
  return since === null ? {} : { created: { gte: since } };
}
