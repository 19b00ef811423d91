import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import { Failure } from './states.tsx';
import css from './ui.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly text?: ReactNode;
  readonly children: ReactNode;
  onClose(): void;
}

/** For the content of a dialog, which is there while it is open and has no trigger: the focus goes back to where it was. */
export function useFocusReturn() {
  const [opener] = useState(() => document.activeElement);
  return {
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (opener instanceof HTMLElement) opener.focus();
    },
  };
}

export function Dialog({ open, onClose, ...content }: DialogProps): ReactNode {
  return (
    <Radix.Root open={open} onOpenChange={(now) => now || onClose()}>
      <Radix.Portal>
        <Content {...content} />
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The overlay is an element of our own: Radix's writes a style element, which the page's policy forbids. */
function Content({ title, text, children }: Omit<DialogProps, 'open' | 'onClose'>): ReactNode {
  const t = useTranslations();
  const focusReturn = useFocusReturn();
  return (
    <>
      <div className={css.overlay} />
      <Radix.Content
        className={css.dialog}
        {...focusReturn}
        {...(text === undefined ? { 'aria-describedby': undefined } : {})}
      >
        <Radix.Title>{title}</Radix.Title>
        {text !== undefined && (
          <Radix.Description asChild>
            <div className={css.dialogText}>{text}</div>
          </Radix.Description>
        )}
        <div className={css.dialogBody}>{children}</div>
        <div className={css.dialogClose}>
          <Radix.Close asChild>
            <Button look="quiet" icon aria-label={t('common.close')}>
              <X />
            </Button>
          </Radix.Close>
        </div>
      </Radix.Content>
    </>
  );
}

interface FormDialogProps extends DialogProps {
  readonly submit: string;
  readonly busy: boolean;
  readonly danger?: boolean;
  readonly failure?: unknown;
  readonly disabled?: boolean;
  onSubmit(): void;
}

/** Asks once, and stays open with what went wrong. */
export function FormDialog({
  submit,
  busy,
  danger = false,
  disabled = false,
  failure,
  onSubmit,
  children,
  ...dialog
}: FormDialogProps): ReactNode {
  const t = useTranslations();
  const form = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    // A dialog inside another one's tree: the outer form must not hear of it.
    event.stopPropagation();
    if (!busy && !disabled) onSubmit();
  };
  return (
    <Dialog {...dialog}>
      <form id={form} onSubmit={send} className={css.stack}>
        {children}
        {failure !== undefined && failure !== null && <Failure error={failure} />}
        <div className={css.dialogActions}>
          <Button onClick={dialog.onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            look={danger ? 'danger' : 'primary'}
            disabled={busy || disabled}
            aria-busy={busy}
          >
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
