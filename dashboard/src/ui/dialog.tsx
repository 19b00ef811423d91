import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type FormEvent, type ReactNode, useId } from 'react';
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

/** The overlay is an element of our own: Radix's writes a style element, which the page's policy forbids. */
export function Dialog({ open, title, text, children, onClose }: DialogProps): ReactNode {
  const t = useTranslations();
  return (
    <Radix.Root open={open} onOpenChange={(now) => now || onClose()}>
      <Radix.Portal>
        <div className={css.overlay} />
        <Radix.Content
          className={css.dialog}
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
      </Radix.Portal>
    </Radix.Root>
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
