import { type ComponentProps, type ReactNode, useId } from 'react';
import css from './ui.module.css';

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

function useDescribed({ hint, error }: Labelled) {
  const id = useId();
  const describedBy = hint === undefined && error === undefined ? undefined : `${id}-more`;
  return { id, describedBy };
}

function Frame({
  id,
  label,
  hint,
  error,
  children,
}: Labelled & { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {(error !== undefined || hint !== undefined) && (
        <span id={`${id}-more`} className={error === undefined ? css.hint : css.fieldError}>
          {error ?? hint}
        </span>
      )}
    </div>
  );
}

export function TextField({ label, hint, error, ...input }: Labelled & ComponentProps<'input'>): ReactNode {
  const { id, describedBy } = useDescribed({ label, hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        autoComplete="off"
        {...input}
        id={id}
        className={css.input}
        aria-describedby={describedBy}
        aria-invalid={error === undefined ? undefined : true}
      />
    </Frame>
  );
}

export function TextArea({ label, hint, error, ...input }: Labelled & ComponentProps<'textarea'>): ReactNode {
  const { id, describedBy } = useDescribed({ label, hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea {...input} id={id} className={css.textarea} aria-describedby={describedBy} />
    </Frame>
  );
}

export function Select({
  label,
  hint,
  error,
  children,
  ...input
}: Labelled & ComponentProps<'select'>): ReactNode {
  const { id, describedBy } = useDescribed({ label, hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select {...input} id={id} className={css.select} aria-describedby={describedBy}>
        {children}
      </select>
    </Frame>
  );
}

export function Checkbox({
  label,
  ...input
}: { readonly label: string } & ComponentProps<'input'>): ReactNode {
  return (
    <label className={css.checkbox}>
      <input {...input} type="checkbox" />
      {label}
    </label>
  );
}
