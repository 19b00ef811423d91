import { cardBrands } from '@onfile/shared/card-brands.ts';
import { Copy } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { pageOf } from '../addresses.ts';
import { BrandMark } from './brand-mark.tsx';
import { useCopy } from './snippets.tsx';
import css from './ui.module.css';

/** An id that a click copies. */
export function CopyId({ id }: { readonly id: string }): ReactNode {
  const copy = useCopy();
  const t = useTranslations('common');
  return (
    <button
      type="button"
      className={css.id}
      aria-label={t('copy_id', { id })}
      onClick={(event) => {
        event.stopPropagation();
        void copy(id);
      }}
    >
      <span>{id}</span>
      <Copy aria-hidden />
    </button>
  );
}

interface CardFacts {
  readonly brand: string;
  readonly last4: string | null;
}

export function brandName(brand: string): string {
  return Object.entries(cardBrands).find(([name]) => name === brand)?.[1].displayName ?? brand;
}

export function Card({ card }: { readonly card: CardFacts }): ReactNode {
  return (
    <span className={css.brand}>
      <BrandMark brand={card.brand} />
      <span className="visually-hidden">{brandName(card.brand)}</span>
      <span>•••• {card.last4}</span>
    </span>
  );
}

export function PageHead({
  title,
  back,
  line,
  children,
}: {
  readonly title: string;
  readonly back?: { readonly to: string; readonly text: string };
  /** Shown under the title. */
  readonly line?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${title} · Onfile`;
  }, [title]);
  return (
    <header className={css.head}>
      <div className={css.headTitle}>
        {back !== undefined && (
          <Link className={css.crumb} to={back.to}>
            {back.text}
          </Link>
        )}
        <h1>{title}</h1>
        {line !== undefined && <div className={css.headLine}>{line}</div>}
      </div>
      {children !== undefined && <div className={css.row}>{children}</div>}
    </header>
  );
}

/** Links to the request that caused something. */
export function RequestLink({ id }: { readonly id: string }): ReactNode {
  return <Link to={pageOf('onfile.request_log', id) ?? ''}>{id}</Link>;
}

export function Section({
  title,
  actions,
  flush = false,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  /** Whether the content reaches the edges, as tables do. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className={css.section} aria-label={title}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {actions !== undefined && <div className={css.row}>{actions}</div>}
      </div>
      {flush ? children : <div className={css.sectionBody}>{children}</div>}
    </section>
  );
}

/** Pairs of a name and a value; those without a value are left out. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className={css.facts}>
      {rows.map(([name, value]) =>
        value === null || value === undefined || value === '' || value === false ? null : (
          <div key={name} className={css.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

export function Json({
  value,
  open = false,
}: {
  readonly value: unknown;
  readonly open?: boolean;
}): ReactNode {
  const t = useTranslations('common');
  return (
    <details className={`${css.section} ${css.json}`} open={open}>
      <summary>{t('object')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <pre className={css.pre} tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </details>
  );
}

export function Nothing({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className={css.nothing}>{children}</p>;
}

export function Dash(): ReactNode {
  return <span aria-hidden>–</span>;
}
