import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FormDialog } from './dialog.tsx';
import { useToast } from './toasts.tsx';

interface ConfirmDialogProps<Answer> {
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  readonly action: UseMutationResult<Answer, Error, void>;
  /** The message once it is done. */
  readonly said: string;
  onClose(): void;
  /** Navigates away afterwards; otherwise the dialog closes. */
  onDone?(): void;
}

/** Asks for confirmation before something that cannot be undone. */
export function ConfirmDialog<Answer>({
  title,
  text,
  submit,
  action,
  said,
  onClose,
  onDone = onClose,
}: ConfirmDialogProps<Answer>): ReactNode {
  const toast = useToast();
  return (
    <FormDialog
      open
      title={title}
      text={text}
      submit={submit}
      danger
      busy={action.isPending}
      failure={action.error}
      onClose={onClose}
      onSubmit={() =>
        action.mutate(undefined, {
          onSuccess: () => {
            toast(said);
            onDone();
          },
        })
      }
    >
      {null}
    </FormDialog>
  );
}
