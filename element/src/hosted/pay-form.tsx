import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { PaymentFrameMethods } from '@onfile/shared/element-rpc.ts';
import { formatAmount } from '@onfile/shared/money.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../field.tsx';
import { PaymentApp } from '../payment-app.tsx';
import { fill, type Texts } from '../texts/texts.ts';
import { emailFault } from '../validate.ts';
import { pay } from './pay.ts';
import { formSettings, type OpenSession } from './session.ts';
import type { HostedTexts } from './texts.ts';

interface Props {
  readonly page: CheckoutPage;
  readonly session: OpenSession;
  readonly locale: string;
  readonly texts: HostedTexts;
  readonly fieldTexts: Texts;
  /** The page as it is after an attempt, paid or not. */
  readonly onPage: (page: CheckoutPage) => void;
}

export function PayForm({ page, session, locale, texts, fieldTexts, onPage }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<PaymentFrameMethods | null>(null);
  const [email, setEmail] = useState(page.email ?? '');
  const [emailError, setEmailError] = useState<string | null>(null);
  const [agreed, setAgreed] = useState(false);
  const [agreementMissing, setAgreementMissing] = useState(false);
  const [paying, setPaying] = useState(false);
  // A second press may come before the first has been rendered.
  const submitting = useRef(false);

  // The cards have a root of their own: they are the same form that merchants have in a frame.
  useEffect(() => {
    if (place.current === null) return;
    const methods = new PaymentApp('checkout_page', place.current, () => null).methods();
    void methods.render(formSettings(session, page, locale), page).then(() => setForm(methods));
  }, [session]);
  useEffect(() => void form?.render(formSettings(session, page, locale), page), [page]);

  // What the merchant knows of the buyer is not theirs to change.
  const fixedEmail = (page.customer_email ?? page.customer?.email ?? null) !== null;
  const checkEmail = () => {
    const fault = fixedEmail ? null : emailFault(email.trim(), fieldTexts);
    setEmailError(fault?.message ?? null);
    return fault === null;
  };

  /** Marks everything that is missing; the first of it gets the focus. */
  async function isComplete(cards: PaymentFrameMethods): Promise<boolean> {
    const lacksAgreement = page.terms_of_service_required && !agreed;
    setAgreementMissing(lacksAgreement);
    if (lacksAgreement) document.getElementById('termsOfServiceConsentCheckbox')?.focus();
    const cardComplete = (await cards.validate()) === null;
    const emailComplete = checkEmail();
    if (!emailComplete) document.getElementById('email')?.focus();
    return emailComplete && cardComplete && !lacksAgreement;
  }

  async function submit(event: Event) {
    event.preventDefault();
    if (form === null || submitting.current) return;
    submitting.current = true;
    if (await isComplete(form)) await payWith(form);
    submitting.current = false;
  }

  async function payWith(cards: PaymentFrameMethods) {
    setPaying(true);
    const after = await pay(session.api, cards, page, fixedEmail ? null : email.trim());
    if (after?.status === 'complete' && after.return_url !== null) {
      location.assign(after.return_url.replaceAll('{CHECKOUT_SESSION_ID}', after.id));
      // The page goes on being busy until it is gone.
      return;
    }
    if (after !== null) onPage(after);
    setPaying(false);
  }

  return (
    <form class="Pay" noValidate onSubmit={submit}>
      <div class="p-PaymentElement">
        <Field
          id="email"
          name="email"
          field="email"
          label={fieldTexts.email}
          value={email}
          floating={false}
          error={emailError}
          disabled={paying || fixedEmail}
          className="p-EmailInput"
          placeholder="email@example.com"
          autocomplete="email"
          stableName="email"
          inputMode="email"
          onType={(typed) => {
            setEmail(typed.text);
            setEmailError(null);
            return typed;
          }}
          onBlur={() => email !== '' && checkEmail()}
        />
      </div>
      <section data-testid="card-accordion-item">
        {page.collects_card && (
          <h2 class="Pay-method" data-testid="card-accordion-item-button">
            {texts.card}
          </h2>
        )}
        <div ref={place} />
      </section>
      {page.terms_of_service_required && (
        <div class="p-PaymentElement Pay-terms">
          <label class="Checkbox p-Checkbox">
            <input
              class="CheckboxInput"
              type="checkbox"
              id="termsOfServiceConsentCheckbox"
              name="termsOfServiceConsentCheckbox"
              aria-invalid={agreementMissing}
              aria-describedby={agreementMissing ? 'termsOfServiceError' : undefined}
              checked={agreed}
              onInput={(event) => {
                setAgreed(event.currentTarget.checked);
                setAgreementMissing(false);
              }}
            />
            <span class="CheckboxLabel">
              {page.business.terms_url === null ? (
                fill(texts.agree, { business: page.business.name })
              ) : (
                <a href={page.business.terms_url} target="_blank" rel="noreferrer">
                  {fill(texts.agree, { business: page.business.name })}
                </a>
              )}
            </span>
          </label>
          {agreementMissing && (
            <p class="Pay-fault" id="termsOfServiceError" role="alert">
              {texts.agreementMissing}
            </p>
          )}
        </div>
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
