import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/dialog.tsx';
import { useOpenTo } from './navigation.ts';
import css from './shell.module.css';
import { commandKey } from './shortcuts.ts';

export default function ShortcutsHelp({ onClose }: { onClose(): void }): ReactNode {
  const t = useTranslations();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [[commandKey.trim(), 'K'], t('shortcuts.search')],
    [['/'], t('shortcuts.filter')],
    [['j', 'k'], t('shortcuts.next')],
    [['?'], t('shortcuts.help')],
    [['Esc'], t('shortcuts.close')],
    ...useOpenTo().map(({ letter, name }): readonly [readonly string[], string] => [
      ['g', letter],
      t('shortcuts.go', { page: t(`nav.${name}`) }),
    ]),
  ];
  return (
    <Dialog open title={t('shell.help')} onClose={onClose}>
      <dl className={css.shortcuts}>
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
