import { type ReactNode, useState } from 'react';
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
  const [key, setKey] = useState('');
  return (
    <FormDialog
      open
      title={t('open_sandbox')}
      text={t('open_sandbox_text')}
      submit={t('open')}
      busy={false}
      disabled={!isTestKey(key.trim())}
      onSubmit={() => onOpen(key.trim())}
      onClose={onClose}
    >
      <TextField
        label={t('secret_key')}
        value={key}
        placeholder="sk_test_…"
        spellCheck={false}
        onChange={({ target }) => setKey(target.value)}
        error={key === '' || isTestKey(key.trim()) ? undefined : t('key_invalid')}
      />
    </FormDialog>
  );
}
