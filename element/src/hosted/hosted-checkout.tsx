import { RefusedCall } from '@onfile/browser/api.ts';
import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { formatAmount } from '@onfile/shared/money.ts';
import { useState } from 'preact/hooks';
import { fill, type Texts } from '../texts/texts.ts';
import { PayForm } from './pay-form.tsx';
import { Quantity } from './quantity.tsx';
import type { Opened, OpenSession } from './session.ts';
import type { HostedTexts } from './texts.ts';

interface Props {
  readonly opened: Opened;
  /** BCP 47, for amounts. */
  readonly locale: string;
  readonly texts: HostedTexts;
  readonly fieldTexts: Texts;
}

export function HostedCheckout({ opened, ...props }: Props) {
  const { texts } = props;
  switch (opened.type) {
    case 'unknown':
      return <Notice title={texts.unknownTitle} text={texts.unknownText} />;
    case 'unreachable':
      return <Notice title={texts.unreachableTitle} text={texts.unreachableText} />;
    case 'done':
      return <Done page={opened.page} texts={texts} />;
    case 'open':
      return <OpenCheckout page={opened.page} session={opened.session} {...props} />;
  }
}

function Done({ page, texts }: { readonly page: CheckoutPage; readonly texts: HostedTexts }) {
  return page.status === 'complete' ? (
    <Notice title={texts.completeTitle} text={texts.completeText} />
  ) : (
    <Notice title={texts.expiredTitle} text={texts.expiredText} />
  );
}

interface OpenProps extends Omit<Props, 'opened'> {
  readonly page: CheckoutPage;
  readonly session: OpenSession;
}

function OpenCheckout({ page: opened, session, locale, texts, fieldTexts }: OpenProps) {
  const [page, setPage] = useState(opened);
  const [changing, setChanging] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  async function change(id: string, quantity: number) {
    setChanging(true);
    setRefusal(null);
    try {
      setPage(await session.api.update({ line_items: [{ id, quantity }] }));
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      setRefusal(error.message);
      // It may have ended meanwhile.
      setPage(await session.api.read().catch(() => page));
    }
    setChanging(false);
  }
  if (page.status !== 'open') return <Done page={page} texts={texts} />;
  const cancel = page.hosted?.cancel_url ?? null;
  return (
    <div class="Checkout">
      <header class="Checkout-header">
        {cancel !== null && (
          <a class="Checkout-back" href={cancel}>
            <svg viewBox="0 0 16 16" role="img">
              <title>{texts.back}</title>
              <path d="M9.5 3.5 5 8l4.5 4.5M5.5 8H14" />
            </svg>
          </a>
        )}
        {page.business.logo_url !== null && <Picture class="Checkout-logo" src={page.business.logo_url} />}
        <span class="Checkout-business">{page.business.name}</span>
        {!page.livemode && <span class="Checkout-mode">{texts.testMode}</span>}
      </header>
      {page.mode === 'payment' ? (
        <Summary
          page={page}
          locale={locale}
          texts={texts}
          changing={changing}
          refusal={refusal}
          onChange={change}
        />
      ) : (
        <SetupSummary texts={texts} />
      )}
      <main class="Checkout-pay">
        <PayForm
          page={page}
          session={session}
          locale={locale}
          texts={texts}
          fieldTexts={fieldTexts}
          onPage={setPage}
        />
      </main>
    </div>
  );
}

function SetupSummary({ texts }: Pick<Props, 'texts'>) {
  return (
    <section class="Summary">
      <h1 class="Summary-title">{texts.setupTitle}</h1>
    </section>
  );
}

interface SummaryProps extends Omit<OpenProps, 'session' | 'fieldTexts'> {
  readonly changing: boolean;
  /** Why a quantity could not be changed. */
  readonly refusal: string | null;
  readonly onChange: (lineItem: string, quantity: number) => void;
}

function Summary({ page, locale, texts, changing, refusal, onChange }: SummaryProps) {
  const money = (amount: number) => formatAmount(amount, page.currency, locale);
  return (
    <section class="Summary" aria-label={texts.summary}>
      <h1 class="Summary-title">
        {page.line_items.length === 1
          ? page.line_items[0]?.name
          : fill(texts.payBusiness, { business: page.business.name })}
      </h1>
      <p class="Summary-total">{money(page.amount_total)}</p>
      <ul class="Summary-lines">
        {page.line_items.map((line) => (
          <li key={line.id} class="Summary-line">
            {line.images[0] !== undefined && <Picture class="Summary-image" src={line.images[0]} />}
            <div class="Summary-what">
              <span class="Summary-name">{line.name}</span>
              {line.description !== null && <span class="Summary-note">{line.description}</span>}
              {line.quantity > 1 && (
                <span class="Summary-note">
                  {fill(texts.quantity, { quantity: String(line.quantity), each: money(line.unit_amount) })}
                </span>
              )}
              {line.adjustable_quantity !== null && (
                <Quantity
                  line={line}
                  limits={line.adjustable_quantity}
                  busy={changing}
                  texts={texts}
                  onChange={(quantity) => onChange(line.id, quantity)}
                />
              )}
            </div>
            <span class="Summary-amount">{money(line.amount_total)}</span>
          </li>
        ))}
      </ul>
      {refusal !== null && (
        <p class="Pay-fault" role="alert">
          {refusal}
        </p>
      )}
      {page.line_items.length > 1 && (
        <p class="Summary-sum">
          <span>{texts.total}</span>
          <span>{money(page.amount_total)}</span>
        </p>
      )}
    </section>
  );
}

/** Disappears if it cannot be loaded. */
function Picture(props: { readonly class: string; readonly src: string }) {
  return <img {...props} alt="" onError={({ currentTarget }) => currentTarget.remove()} />;
}

function Notice({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <main class="Notice">
      <h1>{title}</h1>
      <p>{text}</p>
    </main>
  );
}
