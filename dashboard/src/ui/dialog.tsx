import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Settled } from '../api/changes.ts';
import type { Intention } from '../api/open-intentions.ts';
import { useSettled, useUnsettled } from '../api/unsettled.ts';
import { Button } from './button.tsx';
import { Failure } from './states.tsx';
import css from './ui.module.css';
import { Unsettled, useOutcomeWords } from './unsettled.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly text?: ReactNode;
  readonly children: ReactNode;
  onClose(): void;
}

/** For the content of a dialog that exists only while open and has no trigger: returns the focus to where it was. */
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

/** The overlay is our own element, because Radix's writes a style element, which the page's policy forbids. */
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
  /** Blocks sending while an earlier change in this place is lost (`placeOf`). */
  readonly place?: string;
  onSubmit(): void;
}

/** Asks once, and stays open with what went wrong. Nothing can be sent while the previous outcome is unknown. */
export function FormDialog({
  submit,
  busy,
  danger = false,
  disabled = false,
  failure,
  place,
  onSubmit,
  children,
  ...dialog
}: FormDialogProps): ReactNode {
  const t = useTranslations();
  const concerns = (open: Intention) => (place === undefined ? busy : open.place === place);
  const lost = useUnsettled().filter(concerns);
  const wordsOf = useOutcomeWords();
  const [became, setBecame] = useState<Settled | null>(null);
  useSettled((settled) => concerns(settled.intention) && setBecame(settled));
  const armed = !busy && !disabled && lost.length === 0;
  const form = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    // If a dialog is inside another's tree, the outer form must not receive the event.
    event.stopPropagation();
    if (!armed) return;
    setBecame(null);
    onSubmit();
  };
  return (
    <Dialog {...dialog}>
      <form id={form} onSubmit={send} className={css.stack}>
        {children}
        {became !== null && <p role="status">{wordsOf(became).text}</p>}
        {failure !== undefined && failure !== null && <Failure error={failure} />}
        {lost.map((intention) => (
          <Unsettled key={intention.key} intention={intention} />
        ))}
        <div className={css.dialogActions}>
          <Button onClick={dialog.onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'} disabled={!armed} aria-busy={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
