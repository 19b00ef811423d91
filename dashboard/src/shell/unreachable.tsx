import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import ui from '../ui/ui.module.css';

/** Shown if the server could not say who is signed in. */
export function Unreachable({ retry }: { retry(): void }): ReactNode {
  const t = useTranslations();
  return (
    <main className={ui.empty}>
      <h1>{t('shell.unreachable')}</h1>
      <p>{t('shell.unreachable_text')}</p>
      <Button look="primary" onClick={retry}>
        <RotateCw aria-hidden />
        {t('common.retry')}
      </Button>
    </main>
  );
}
