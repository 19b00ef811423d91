import { Component, type ReactNode, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { reloadOnce } from '../reload.ts';
import { Button } from '../ui/button.tsx';
import ui from '../ui/ui.module.css';

/** A page's code could not be loaded: the server is down, or an upgrade has removed it. */
export class PageNotLoaded extends Error {
  constructor(cause: unknown) {
    super('The page was not loaded.', { cause });
  }
}

interface Props {
  /** Whether the server is reachable. */
  readonly live: boolean;
  readonly children: ReactNode;
}

/** Contains a page that fails to load or render: everything around it stays. */
export class CrashGuard extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { children, live } = this.props;
    if (error instanceof PageNotLoaded) return <NotLoaded live={live} />;
    return error === null ? children : <Crashed error={error} />;
  }
}

/** Continues by itself once the server is back: a failed import stays failed until the app restarts. */
function NotLoaded({ live }: { readonly live: boolean }): ReactNode {
  const t = useTranslations('error');
  useEffect(() => {
    if (live) reloadOnce();
  }, [live]);
  return (
    <div className={ui.empty} role="alert">
      <h1>{t('title')}</h1>
      <p>{t('network')}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}

function Crashed({ error }: { readonly error: Error }): ReactNode {
  const t = useTranslations('error');
  return (
    <div className={ui.empty} role="alert">
      <h1>{t('crashed')}</h1>
      <p>{t('crashed_text')}</p>
      <p>{error.message}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}
