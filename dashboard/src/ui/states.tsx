import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { RequestFailed } from '../api/request-failed.ts';
import type { Call } from '../api/snippets.ts';
import { AuthFailed } from '../pages/sign-in/authentication.ts';
import { PageHead } from './bits.tsx';
import { Button, ButtonLink } from './button.tsx';
import { Snippets } from './snippets.tsx';
import css from './ui.module.css';

/** Codes that say more than the status does. */
const codeWords: Readonly<Record<string, 'not_made' | 'earlier' | 'search_not_ready' | 'unavailable'>> = {
  request_not_begun: 'not_made',
  earlier_change_made: 'earlier',
  search_not_ready: 'search_not_ready',
  // An older server does not know the call, or one of its parameters.
  parameter_unknown: 'unavailable',
};

function wordsOf({ status, body: { code } }: RequestFailed) {
  if (status === 0) return 'network';
  if (code !== undefined && Object.hasOwn(codeWords, code)) return codeWords[code];
  if (status === 401 && code === undefined) return 'key';
  if (status === 404) return code === 'resource_missing' ? 'missing_text' : 'unavailable';
  return undefined;
}

/** The sign-in service's own explanation. */
function ownWordsOf(error: unknown): string | null {
  return error instanceof AuthFailed && error.message !== '' ? error.message : null;
}

/** Explains an error to a person: what happened, and what to do. */
export function useExplain(): (error: unknown) => { title: string; text: string; request: string | null } {
  const t = useTranslations('error');
  return (error) => {
    if (!(error instanceof RequestFailed)) {
      return { title: t('title'), text: ownWordsOf(error) ?? t('crashed_text'), request: null };
    }
    const request = error.requestId;
    const words = wordsOf(error);
    const title = t(words === 'missing_text' ? 'missing' : 'title');
    if (words !== undefined) return { title, text: t(words), request };
    if (error.status >= 500) return { title, text: t('server', { request: request ?? '–' }), request };
    if (error.status === 403) return { title, text: error.message || t('forbidden'), request };
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

/** Whether a retry may succeed: what is refused or missing stays that way. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof RequestFailed)) return true;
  const { status } = error;
  return status === 0 || status === 409 || status === 429 || status >= 500;
}

interface Failing {
  readonly error: unknown;
  retry?(): void;
}

function FailedText({ error, retry }: Failing): ReactNode {
  const { text, request } = useExplain()(error);
  const t = useTranslations();
  return (
    <>
      <p>{text}</p>
      {request !== null && <p>{t('error.request', { id: request })}</p>}
      {retry !== undefined && mayPass(error) && (
        <Button onClick={retry}>
          <RotateCw aria-hidden />
          {t('common.retry')}
        </Button>
      )}
    </>
  );
}

/** An error in place of a section. */
export function Failed(props: Failing): ReactNode {
  const { title } = useExplain()(props.error);
  return (
    <div className={css.empty} role="alert">
      <h2>{title}</h2>
      <FailedText {...props} />
    </div>
  );
}

/** An error in place of an object's page, with a link back to the list of such objects. */
export function PageFailed({
  back,
  missing,
  ...failing
}: Failing & {
  readonly back: { readonly to: string; readonly text: string };
  /** What to say about a missing object, if there is a specific reason. */
  readonly missing?: string;
}): ReactNode {
  const { title } = useExplain()(failing.error);
  const isMissing = failing.error instanceof RequestFailed && failing.error.status === 404;
  return (
    <>
      <PageHead title={title} back={back} />
      <div className={css.section} role="alert">
        <div className={css.empty}>
          {missing !== undefined && isMissing ? <p>{missing}</p> : <FailedText {...failing} />}
          <ButtonLink to={back.to}>{back.text}</ButtonLink>
        </div>
      </div>
    </>
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

/** Shown in place of a page that is loading. */
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
