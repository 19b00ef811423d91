import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { RequestFailed } from '../api/request-failed.ts';
import type { Call } from '../api/snippets.ts';
import { AuthFailed } from '../pages/sign-in/authentication.ts';
import { Button } from './button.tsx';
import { Snippets } from './snippets.tsx';
import css from './ui.module.css';

/** What an error says to a person: what happened, and what to do. */
export function useExplain(): (error: unknown) => { title: string; text: string; request: string | null } {
  const t = useTranslations('error');
  return (error) => {
    const title = t('title');
    if (!(error instanceof RequestFailed)) {
      // The sign-in service says in its own words what was wrong.
      const said = error instanceof AuthFailed && error.message !== '' ? error.message : null;
      return { title, text: said ?? t('crashed_text'), request: null };
    }
    const request = error.requestId;
    if (error.status === 0) return { title, text: t('network'), request };
    if (error.body.code === 'request_not_begun') return { title, text: t('not_made'), request };
    if (error.body.code === 'earlier_change_made') return { title, text: t('earlier'), request };
    if (error.status === 401 && error.body.code === undefined) return { title, text: t('key'), request };
    if (error.status === 403) return { title, text: error.message || t('forbidden'), request };
    if (error.status === 404 && error.body.code === 'resource_missing') {
      return { title: t('missing'), text: t('missing_text'), request };
    }
    if (error.body.code === 'search_not_ready') return { title, text: t('search_not_ready'), request };
    // An older server knows neither the call nor a parameter of it.
    if (error.status === 404 || error.body.code === 'parameter_unknown') {
      return { title, text: t('unavailable'), request };
    }
    if (error.status >= 500) return { title, text: t('server', { request: request ?? '–' }), request };
    return { title, text: error.message, request };
  };
}

/** An error inside a form or a dialog. */
export function Failure({ error }: { readonly error: unknown }): ReactNode {
  const explain = useExplain();
  const t = useTranslations('error');
  const { text, request } = explain(error);
  return (
    <div className={css.failure} role="alert">
      <p>{text}</p>
      {request !== null && (
        <p>
          <small>{t('request', { id: request })}</small>
        </p>
      )}
    </div>
  );
}

/** An error in the place of a page or section. */
export function Failed({ error, retry }: { readonly error: unknown; retry?: () => void }): ReactNode {
  const explain = useExplain();
  const t = useTranslations();
  const { title, text, request } = explain(error);
  return (
    <div className={css.empty} role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      {request !== null && <p>{t('error.request', { id: request })}</p>}
      {retry !== undefined && (
        <Button onClick={retry}>
          <RotateCw aria-hidden />
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

export function Empty({
  title,
  text,
  call,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly call?: Call | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
      {call !== undefined && (
        <div className={css.emptyCode}>
          <Snippets call={call} />
        </div>
      )}
    </div>
  );
}

const widths = [72, 56, 88, 64, 48];

export function Skeleton({ width = 72 }: { readonly width?: number }): ReactNode {
  return <span className={css.skeleton} style={{ width }} />;
}

/** In the place of a page that is on its way. */
export function PageSkeleton(): ReactNode {
  return (
    <div className={css.stack} aria-busy="true">
      <Skeleton width={180} />
      <div className={css.section}>
        <div className={css.sectionBody}>
          <div className={css.stack}>
            {widths.map((width) => (
              <Skeleton key={width} width={width * 4} />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
