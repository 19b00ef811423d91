import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import ui from '../ui/ui.module.css';
import { Brand, Places } from './places.tsx';
import css from './shell.module.css';

/** The places, which slide in from the side on narrow screens. */
export default function Sheet({ onClose }: { onClose(): void }): ReactNode {
  const t = useTranslations('nav');
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <div className={ui.overlay} />
        <Dialog.Content className={css.sheet} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t('menu')}</Dialog.Title>
          <div className={css.sheetHead}>
            <Brand />
            <Dialog.Close asChild>
              <Button look="quiet" icon aria-label={t('close_menu')}>
                <X />
              </Button>
            </Dialog.Close>
          </div>
          <Places />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
