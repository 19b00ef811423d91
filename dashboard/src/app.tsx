import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { createApi } from './api/client.ts';
import { type Boot, ConnectionProvider, connect } from './api/connection.ts';
import { ApiProvider } from './api/queries.ts';
import { RequestFailed } from './api/request-failed.ts';
import { en, type Messages } from './i18n/en.ts';
import { type Language, messagesOf, rememberLanguage } from './i18n/languages.ts';
import { SignIn } from './pages/sign-in/entry.ts';
import { Pages } from './pages.tsx';
import { reloadOnce } from './reload.ts';
import { LanguageSwitch } from './shell/preferences.tsx';
import { Unreachable } from './shell/unreachable.tsx';
import { Toasts } from './ui/toasts.tsx';

const retriesMax = 2;

/** Leads to the sign-in page when a session has ended. */
function onRefusal(error: Error): void {
  if (error instanceof RequestFailed && error.status === 401) reloadOnce();
}

function queryClient(mode: Boot['mode']): QueryClient {
  return new QueryClient({
    ...(mode === 'production' ? { queryCache: new QueryCache({ onError: onRefusal }) } : {}),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) =>
          count < retriesMax && error instanceof RequestFailed && (error.status === 0 || error.status >= 500),
        retryDelay: (count) => 400 * 2 ** count,
      },
    },
  });
}

/** Loads the language and who is signed in, and shows the pages for them. */
export function App({ language: first }: { readonly language: Language }): ReactNode {
  const [language, setLanguage] = useState<Language>('en');
  const [messages, setMessages] = useState<Messages | null>(first === 'en' ? en : null);
  const choose = useCallback(async (chosen: Language) => {
    const catalogue = await messagesOf(chosen).catch(() => null);
    document.documentElement.lang = catalogue === null ? 'en' : chosen;
    setLanguage(catalogue === null ? 'en' : chosen);
    setMessages(catalogue ?? en);
  }, []);
  useEffect(() => {
    void choose(first);
  }, [choose, first]);
  if (messages === null) return null;
  return (
    <IntlProvider
      locale={language}
      messages={messages}
      timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
    >
      <LanguageSwitch
        value={(chosen) => {
          rememberLanguage(chosen);
          void choose(chosen);
        }}
      >
        <Toasts>
          <Booted />
        </Toasts>
      </LanguageSwitch>
    </IntlProvider>
  );
}

async function askBoot(): Promise<Boot> {
  const response = await fetch('/dashboard/boot', { headers: { 'Onfile-Dashboard': '1' } });
  if (!response.ok) throw new RequestFailed(response.status, {}, null);
  return response.json();
}

function Booted(): ReactNode {
  const [boot, setBoot] = useState<Boot | 'asking' | 'failed'>('asking');
  const ask = useCallback(() => {
    setBoot('asking');
    askBoot().then(setBoot, () => setBoot('failed'));
  }, []);
  useEffect(ask, [ask]);
  if (boot === 'asking') return null;
  if (boot === 'failed') return <Unreachable retry={ask} />;
  return <Connected boot={boot} />;
}

function Connected({ boot }: { readonly boot: Boot }): ReactNode {
  const [started] = useState(() => {
    const connection = connect(boot);
    return connection === null
      ? null
      : { connection, api: createApi(connection), queries: queryClient(boot.mode) };
  });
  if (started === null) return <SignIn ready={boot.accounts_ready} />;
  const { connection, api, queries } = started;
  return (
    <ConnectionProvider value={connection}>
      <QueryClientProvider client={queries}>
        <ApiProvider value={api}>
          <Pages boot={boot} />
        </ApiProvider>
      </QueryClientProvider>
    </ConnectionProvider>
  );
}
