import { type ComponentType, lazy, type ReactNode, useState } from 'react';
import { createBrowserRouter, type RouteObject, useRouteError } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { useTranslations } from 'use-intl';
import type { Boot } from './api/connection.ts';
import { RedirectPage, redirects } from './pages/redirects.tsx';
import { Shell } from './shell/shell.tsx';
import { PageHead } from './ui/bits.tsx';
import { Button, ButtonLink } from './ui/button.tsx';
import ui from './ui/ui.module.css';

type Load = () => Promise<{ readonly default: ComponentType }>;

/** Each page is a chunk of its own. */
function page(path: string, load: Load): RouteObject {
  const Page = lazy(load);
  return { path, element: <Page />, errorElement: <Crashed /> };
}

function routesOf(boot: Boot): RouteObject[] {
  return [
    {
      path: '/',
      element: <Shell boot={boot} />,
      errorElement: <Crashed />,
      children: [
        page('', () => import('./pages/home/home-page.tsx')),
        page('payments', () => import('./pages/payments/payments-page.tsx')),
        page('payments/:id', () => import('./pages/payments/payment-page.tsx')),
        page('customers', () => import('./pages/customers/customers-page.tsx')),
        page('customers/:id', () => import('./pages/customers/customer-page.tsx')),
        page('sessions', () => import('./pages/sessions/sessions-page.tsx')),
        page('sessions/:id', () => import('./pages/sessions/session-page.tsx')),
        page('products', () => import('./pages/products/products-page.tsx')),
        page('products/:id', () => import('./pages/products/product-page.tsx')),
        page('consents', () => import('./pages/consents/consents-page.tsx')),
        page('consents/:id', () => import('./pages/consents/consent-page.tsx')),
        page('developers/api-keys', () => import('./pages/developers/api-keys-page.tsx')),
        page('developers/webhooks', () => import('./pages/developers/webhooks-page.tsx')),
        page('developers/webhooks/:id', () => import('./pages/developers/webhook-page.tsx')),
        page('developers/events', () => import('./pages/developers/events-page.tsx')),
        page('developers/events/:id', () => import('./pages/developers/event-page.tsx')),
        page('developers/logs', () => import('./pages/developers/logs-page.tsx')),
        page('developers/sandbox', () => import('./pages/developers/sandbox-page.tsx')),
        page('settings', () => import('./pages/settings/settings-page.tsx')),
        page('settings/team', () => import('./pages/settings/team-page.tsx')),
        page('settings/account', () => import('./pages/settings/account-page.tsx')),
        ...redirects.map(
          (redirect): RouteObject => ({
            path: `${redirect.path}/:id`,
            element: <RedirectPage {...redirect} />,
          }),
        ),
        { path: '*', element: <NoPage /> },
      ],
    },
  ];
}

export function Pages({ boot }: { readonly boot: Boot }): ReactNode {
  const [router] = useState(() => createBrowserRouter(routesOf(boot), { basename: '/dashboard' }));
  return <RouterProvider router={router} />;
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

/** A page failed to load (an upgrade removed its chunk) or to render. */
function Crashed(): ReactNode {
  const t = useTranslations('error');
  const error = useRouteError();
  return (
    <div className={ui.empty} role="alert">
      <h1>{t('crashed')}</h1>
      <p>{t('crashed_text')}</p>
      {error instanceof Error && <p>{error.message}</p>}
      <Button look="primary" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}
