import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { isTestKey } from '../api/connection.ts';
import { FormDialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';

export default function OpenSandbox({
  onOpen,
  onClose,
}: {
  onOpen(key: string): void;
  onClose(): void;
}): ReactNode {
  const t = useTranslations('shell');
  const { formState, handleSubmit, register } = useForm({ mode: 'onChange', defaultValues: { key: '' } });
  return (
    <FormDialog
      open
      title={t('open_sandbox')}
      text={t('open_sandbox_text')}
      submit={t('open')}
      busy={false}
      disabled={!formState.isValid}
      onSubmit={handleSubmit(({ key }) => onOpen(key.trim()))}
      onClose={onClose}
    >
      <TextField
        label={t('secret_key')}
        placeholder="sk_test_…"
        spellCheck={false}
        error={formState.errors.key?.type === 'validate' ? t('key_invalid') : undefined}
        {...register('key', { required: true, validate: (key) => isTestKey(key.trim()) })}
      />
    </FormDialog>
  );
}
