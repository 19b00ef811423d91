import { Boxes, ChevronsUpDown, FlaskConical, Plus } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  type Boot,
  rememberedKeys,
  rememberMode,
  rememberSandbox,
  useConnection,
} from '../api/connection.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../ui/menu.tsx';
import css from './shell.module.css';

const OpenSandbox = lazy(() => import('./open-sandbox.tsx'));

/** Switching the data restarts the app, so that nothing of the previous data stays in memory. */
function startAnew(): void {
  location.assign('/dashboard');
}

function open(key: string): void {
  rememberSandbox(key);
  startAnew();
}

/** `sk_test_…lfQ2` */
function short(key: string): string {
  return key.length <= 20 ? key : `${key.slice(0, 12)}…${key.slice(-4)}`;
}

function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return `sk_test_${[...bytes].map((byte) => letters[byte % letters.length]).join('')}`;
}

export function SandboxSwitcher({ boot }: { readonly boot: Boot }): ReactNode {
  const t = useTranslations('shell');
  const connection = useConnection();
  const [asking, setAsking] = useState(false);
  if (connection.mode !== 'development') return <ModeSwitch livemode={connection.livemode} />;

  const named = new Map(boot.sandboxes.map((sandbox) => [sandbox.key, sandbox.name]));
  const keys = [...new Set([connection.key, ...rememberedKeys(), ...named.keys()])].slice(0, 12);
  return (
    <>
      <Menu
        trigger={
          <Button aria-label={`${t('sandbox')}: ${short(connection.key)}`}>
            <Boxes aria-hidden className={css.switchIcon} />
            <span className={css.sandboxName}>{named.get(connection.key) ?? short(connection.key)}</span>
            <ChevronsUpDown aria-hidden />
          </Button>
        }
      >
        <MenuChoice
          label={t('sandboxes')}
          value={connection.key}
          choices={keys.map((value) => ({
            value,
            text: (
              <>
                {named.get(value) ?? t('sandbox')}
                <small>{short(value)}</small>
              </>
            ),
          }))}
          onChoose={open}
        />
        <MenuLine />
        <MenuItem icon={<FlaskConical aria-hidden />} onSelect={() => setAsking(true)}>
          {t('open_sandbox')}
        </MenuItem>
        <MenuItem icon={<Plus aria-hidden />} onSelect={() => open(freshKey())}>
          {t('new_sandbox')}
        </MenuItem>
      </Menu>
      {asking && (
        <Suspense>
          <OpenSandbox onOpen={open} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}

function ModeSwitch({ livemode }: { readonly livemode: boolean }): ReactNode {
  const t = useTranslations('shell');
  return (
    <Menu
      trigger={
        <Button>
          <FlaskConical aria-hidden className={css.switchIcon} />
          <span className={css.sandboxName}>{t(livemode ? 'live_mode' : 'test_mode')}</span>
          <ChevronsUpDown aria-hidden />
        </Button>
      }
    >
      <MenuChoice
        label={t('sandbox')}
        value={livemode ? 'live' : 'test'}
        choices={[
          { value: 'live', text: t('live_mode') },
          { value: 'test', text: t('test_mode') },
        ]}
        onChoose={(mode) => {
          rememberMode(mode === 'live');
          startAnew();
        }}
      />
    </Menu>
  );
}
