import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { PaymentFrameMethods } from '@onfile/shared/element-rpc.ts';
import { formatAmount } from '@onfile/shared/money.ts';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PaymentApp } from '../payment/payment-app.tsx';
import { fill, type Texts } from '../texts/texts.ts';
import { Agreement, useAgreement } from './agreement.tsx';
import { EmailField, useEmail } from './email-field.tsx';
import { pay } from './pay.ts';
import { formSettings, type OpenSession } from './session.ts';
import type { HostedTexts } from './texts.ts';

interface Props {
  readonly page: CheckoutPage;
  readonly session: OpenSession;
  readonly locale: string;
  readonly texts: HostedTexts;
  readonly fieldTexts: Texts;
  /** Receives the page after an attempt, paid or not. */
  readonly onPage: (page: CheckoutPage) => void;
}

export function PayForm(props: Props) {
  const { page, locale, texts, fieldTexts } = props;
  const place = useRef<HTMLDivElement>(null);
  const form = useCards(place, props);
  const email = useEmail(page, fieldTexts);
  const agreement = useAgreement(page);
  const [paying, setPaying] = useState(false);
  // A second press may come before the first has been rendered.
  const submitting = useRef(false);

  async function submit(event: Event) {
    event.preventDefault();
    if (form === null || submitting.current) return;
    submitting.current = true;
    // Marks everything that is missing and focuses the first.
    const agreed = agreement.check();
    const cardComplete = (await form.validate()) === null;
    const emailComplete = email.checkAndFocus();
    if (emailComplete && cardComplete && agreed) await payWith(form);
    submitting.current = false;
  }

  async function payWith(cards: PaymentFrameMethods) {
    setPaying(true);
    const after = await pay(props.session.api, cards, page, email.typed);
    if (after?.status === 'complete' && after.return_url !== null) {
      location.assign(after.return_url.replaceAll('{CHECKOUT_SESSION_ID}', after.id));
      // The page stays busy until it is gone.
      return;
    }
    if (after !== null) props.onPage(after);
    setPaying(false);
  }

  return (
    <form class="Pay" noValidate onSubmit={submit}>
      <EmailField label={fieldTexts.email} disabled={paying || email.fixed} email={email} />
      <section data-testid="card-accordion-item">
        {page.collects_card && (
          <h2 class="Pay-method" data-testid="card-accordion-item-button">
            {texts.card}
          </h2>
        )}
        <div ref={place} />
      </section>
      {page.terms_of_service_required && (
        <Agreement business={page.business} texts={texts} agreement={agreement} />
      )}
      <button
        class="Pay-button SubmitButton"
        type="submit"
        data-testid="hosted-payment-submit-button"
        disabled={paying || form === null}
        aria-busy={paying}
      >
        {paying ? texts.processing : buttonText(page, locale, texts)}
      </button>
    </form>
  );
}

/** The card form that merchants have in a frame, in a root of its own. Null until it is ready. */
function useCards(place: RefObject<HTMLDivElement>, { session, page, locale }: Props) {
  const [form, setForm] = useState<PaymentFrameMethods | null>(null);
  useEffect(() => {
    if (place.current === null) return;
    const methods = new PaymentApp('checkout_page', place.current, () => null).methods();
    void methods.render(formSettings(session, page, locale), page).then(() => setForm(methods));
  }, [session]);
  useEffect(() => void form?.render(formSettings(session, page, locale), page), [page]);
  return form;
}

function buttonText(page: CheckoutPage, locale: string, texts: HostedTexts): string {
  if (page.mode === 'setup') return texts.saveCard;
  const type = page.hosted?.submit_type ?? 'auto';
  const words = {
    auto: texts.pay,
    pay: texts.pay,
    book: texts.book,
    donate: texts.donate,
    subscribe: texts.subscribe,
  };
  return fill(words[type], { amount: formatAmount(page.amount_total, page.currency, locale) });
}
