import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyButton } from '../../ui/snippets.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

/** Shows a secret the only time that it can be shown. */
export function SecretDialog({
  title,
  text,
  secret,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly secret: string;
  onClose(): void;
}): ReactNode {
  const t = useTranslations('common');
  return (
    <Dialog open title={title} text={text} onClose={onClose}>
      <div className={css.secret}>{secret}</div>
      <div className={ui.dialogActions}>
        <CopyButton text={secret} />
        <Button look="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  );
}
