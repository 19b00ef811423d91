import { CircleHelp, LogOut, Menu as MenuIcon, Search, User } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { Outlet, useLocation, useNavigate, useNavigationType } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Boot, useConnection } from '../api/connection.ts';
import { useApi } from '../api/queries.ts';
import { useLiveUpdates } from '../api/stream.ts';
import { signOut } from '../pages/sign-in/authentication.ts';
import { Button, classes } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { PageSkeleton } from '../ui/states.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { Outcomes } from './outcomes.tsx';
import { Brand, Places } from './places.tsx';
import { Preferences } from './preferences.tsx';
import { SandboxSwitcher } from './sandbox-switcher.tsx';
import css from './shell.module.css';
import { commandKey, useShortcuts } from './shortcuts.ts';

const CommandMenu = lazy(() => import('./command-menu.tsx'));
const Sheet = lazy(() => import('./sheet.tsx'));
const ShortcutsHelp = lazy(() => import('./shortcuts-help.tsx'));

/** Surrounds every page: places at the side, search and switches above. */
export function Shell({ boot }: { readonly boot: Boot }): ReactNode {
  const t = useTranslations();
  const connection = useConnection();
  const live = useLiveUpdates(useApi());
  const { pathname } = useLocation();
  const [menu, setMenu] = useState(false);
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const search = useCallback(() => setSearching(true), []);
  const help = useCallback(() => setHelping(true), []);
  useShortcuts({ search, help });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu.
  useEffect(() => setMenu(false), [pathname]);
  const how = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page begins at its top; back stays where it was.
  useEffect(() => {
    if (how === 'PUSH') window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        {t('nav.skip')}
      </a>
      <aside className={css.sidebar}>
        <Brand />
        <Places />
      </aside>
      <div className={css.main}>
        <div className={css.topbar}>
          <button
            type="button"
            className={css.menuButton}
            aria-label={t('nav.menu')}
            aria-haspopup="dialog"
            aria-expanded={menu}
            onClick={() => setMenu(true)}
          >
            <MenuIcon aria-hidden />
          </button>
          <button type="button" className={css.searchButton} onClick={search} aria-label={t('shell.search')}>
            <Search aria-hidden />
            <span>{t('shell.search_hint')}</span>
            <kbd aria-hidden>{commandKey}K</kbd>
          </button>
          <div className={css.topbarEnd}>
            <span
              className={classes(css.live, !live && css.notLive)}
              role="status"
              title={t(live ? 'shell.live_hint' : 'shell.offline_hint')}
            >
              <i aria-hidden />
              <span>{t(live ? 'shell.live' : 'shell.offline')}</span>
            </span>
            <SandboxSwitcher boot={boot} />
            <span className={css.wideOnly}>
              <Button look="quiet" icon aria-label={t('shell.help')} onClick={help}>
                <CircleHelp />
              </Button>
            </span>
            <Preferences />
            {connection.mode === 'production' && <UserMenu name={connection.user.name} />}
          </div>
        </div>
        <main id="content" className={css.content} tabIndex={-1}>
          <Outcomes />
          <CrashGuard key={pathname} live={live}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </CrashGuard>
        </main>
      </div>
      <Suspense>
        {menu && <Sheet onClose={() => setMenu(false)} />}
        {searching && <CommandMenu onClose={() => setSearching(false)} />}
        {helping && <ShortcutsHelp onClose={() => setHelping(false)} />}
      </Suspense>
    </div>
  );
}

function UserMenu({ name }: { readonly name: string }): ReactNode {
  const t = useTranslations();
  const navigate = useNavigate();
  return (
    <Menu
      trigger={
        <Button look="quiet" icon aria-label={name}>
          <User />
        </Button>
      }
    >
      <MenuItem icon={<User aria-hidden />} onSelect={() => void navigate('/settings/account')}>
        {t('nav.account')}
      </MenuItem>
      <MenuItem
        icon={<LogOut aria-hidden />}
        onSelect={() => void signOut().then(() => location.assign('/dashboard'))}
      >
        {t('shell.sign_out')}
      </MenuItem>
    </Menu>
  );
}
