import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { useTranslations } from 'use-intl';
import { developerPlaces, mainPlaces, otherPlaces, type Place, useOpenTo } from './navigation.ts';
import css from './shell.module.css';

export function Brand(): ReactNode {
  return (
    <Link to="/" className={css.brand}>
      <img src="/dashboard/icon.svg" alt="" width={24} height={24} />
      Onfile
    </Link>
  );
}

export function Places(): ReactNode {
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
  return (
    <ul>
      {useOpenTo(places).map(({ to, name, icon: Icon }) => (
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
