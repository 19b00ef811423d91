import { type ComponentType, lazy, type ReactNode } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Boot } from './api/connection.ts';
import { RedirectPage, redirects } from './pages/redirects.tsx';
import { PageNotLoaded } from './shell/crash-guard.tsx';
import { Shell } from './shell/shell.tsx';
import { PageHead } from './ui/bits.tsx';
import { ButtonLink } from './ui/button.tsx';
import ui from './ui/ui.module.css';

type Load = () => Promise<{ readonly default: ComponentType }>;

/** Each page is its own chunk. */
const loads: Readonly<Record<string, Load>> = {
  '': () => import('./pages/home/home-page.tsx'),
  payments: () => import('./pages/payments/payments-page.tsx'),
  'payments/:id': () => import('./pages/payments/payment-page.tsx'),
  customers: () => import('./pages/customers/customers-page.tsx'),
  'customers/:id': () => import('./pages/customers/customer-page.tsx'),
  sessions: () => import('./pages/sessions/sessions-page.tsx'),
  'sessions/:id': () => import('./pages/sessions/session-page.tsx'),
  products: () => import('./pages/products/products-page.tsx'),
  'products/:id': () => import('./pages/products/product-page.tsx'),
  consents: () => import('./pages/consents/consents-page.tsx'),
  'consents/:id': () => import('./pages/consents/consent-page.tsx'),
  'developers/api-keys': () => import('./pages/developers/api-keys-page.tsx'),
  'developers/webhooks': () => import('./pages/developers/webhooks-page.tsx'),
  'developers/webhooks/:id': () => import('./pages/developers/webhook-page.tsx'),
  'developers/events': () => import('./pages/developers/events-page.tsx'),
  'developers/events/:id': () => import('./pages/developers/event-page.tsx'),
  'developers/logs': () => import('./pages/developers/logs-page.tsx'),
  'developers/logs/:id': () => import('./pages/developers/request-page.tsx'),
  // The target of the API's error links.
  'logs/:id': () => import('./pages/developers/request-page.tsx'),
  'developers/sandbox': () => import('./pages/developers/sandbox-page.tsx'),
  settings: () => import('./pages/settings/settings-page.tsx'),
  'settings/team': () => import('./pages/settings/team-page.tsx'),
  'settings/account': () => import('./pages/settings/account-page.tsx'),
};

const pages = Object.entries(loads).map(([path, load]) => ({
  path,
  Page: lazy(() =>
    load().catch((cause: unknown) => {
      throw new PageNotLoaded(cause);
    }),
  ),
}));

export function Pages({ boot }: { readonly boot: Boot }): ReactNode {
  return (
    <BrowserRouter basename="/dashboard">
      <Routes>
        <Route path="/" element={<Shell boot={boot} />}>
          {pages.map(({ path, Page }) => (
            <Route key={path} path={path} element={<Page />} />
          ))}
          {redirects.map((redirect) => (
            <Route
              key={redirect.path}
              path={`${redirect.path}/:id`}
              element={<RedirectPage {...redirect} />}
            />
          ))}
          <Route path="*" element={<NoPage />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}

function NoPage(): ReactNode {
  const t = useTranslations();
  return (
    <>
      <PageHead title={t('error.page')} />
      <div className={ui.stack}>
        <p>{t('error.page_text')}</p>
        <div>
          <ButtonLink to="/">{t('nav.home')}</ButtonLink>
        </div>
      </div>
    </>
  );
}
