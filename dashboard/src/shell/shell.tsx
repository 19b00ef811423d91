import { CircleHelp, LogOut, Menu as MenuIcon, Search, User, X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Boot, useConnection } from '../api/connection.ts';
import { useApi } from '../api/queries.ts';
import { useLiveUpdates } from '../api/stream.ts';
import { signOut } from '../pages/sign-in/authentication.ts';
import { Button, classes } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { PageSkeleton } from '../ui/states.tsx';
import ui from '../ui/ui.module.css';
import { developerPlaces, mainPlaces, otherPlaces, type Place } from './navigation.ts';
import { Preferences } from './preferences.tsx';
import { SandboxSwitcher } from './sandbox-switcher.tsx';
import css from './shell.module.css';
import { ShortcutsHelp, useShortcuts } from './shortcuts.tsx';

const CommandMenu = lazy(() => import('./command-menu.tsx'));

/** What is around every page: places at the side, search and switches above. */
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
          <Sheet open={menu} onOpen={setMenu} />
          <button type="button" className={css.searchButton} onClick={search} aria-label={t('shell.search')}>
            <Search aria-hidden />
            <span>{t('shell.search_hint')}</span>
            <kbd aria-hidden>⌘K</kbd>
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
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {searching && (
        <Suspense>
          <CommandMenu onClose={() => setSearching(false)} />
        </Suspense>
      )}
      <ShortcutsHelp open={helping} onClose={() => setHelping(false)} />
    </div>
  );
}

function Brand(): ReactNode {
  return (
    <Link to="/" className={css.brand}>
      <img src="/dashboard/icon.svg" alt="" width={24} height={24} />
      Onfile
    </Link>
  );
}

function Places(): ReactNode {
  const t = useTranslations('nav');
  return (
    <nav aria-label={t('main')} className={css.places}>
      <PlaceList places={mainPlaces} />
      <h2>{t('developers')}</h2>
      <PlaceList places={developerPlaces} />
      <hr />
      <PlaceList places={otherPlaces} />
    </nav>
  );
}

function PlaceList({ places }: { readonly places: readonly Place[] }): ReactNode {
  const t = useTranslations('nav');
  const { mode } = useConnection();
  return (
    <ul>
      {places
        .filter((place) => place.mode === undefined || place.mode === mode)
        .map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/' || to === '/settings'} className={css.place ?? ''}>
              <Icon aria-hidden />
              {t(name)}
            </NavLink>
          </li>
        ))}
    </ul>
  );
}

/** On narrow screens the places come in from the side. */
function Sheet({ open, onOpen }: { readonly open: boolean; onOpen(open: boolean): void }): ReactNode {
  const t = useTranslations('nav');
  return (
    <Radix.Root open={open} onOpenChange={onOpen}>
      <Radix.Trigger asChild>
        <button type="button" className={css.menuButton} aria-label={t('menu')}>
          <MenuIcon aria-hidden />
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <div className={ui.overlay} />
        <Radix.Content className={css.sheet} aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">{t('menu')}</Radix.Title>
          <div className={css.sheetHead}>
            <Brand />
            <Radix.Close asChild>
              <Button look="quiet" icon aria-label={t('close_menu')}>
                <X />
              </Button>
            </Radix.Close>
          </div>
          <Places />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
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
