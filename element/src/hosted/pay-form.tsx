import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { formatAmount } from '@onfile/shared/money.ts';
import type { StripeCheckoutElementsSdk } from '@stripe/stripe-js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../texts/texts.ts';
import type { HostedTexts } from './texts.ts';

interface Props {
  readonly page: CheckoutPage;
  readonly checkout: StripeCheckoutElementsSdk;
  readonly locale: string;
  readonly texts: HostedTexts;
}

export function PayForm({ page, checkout, locale, texts }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [email, setEmail] = useState(page.email ?? '');
  const [agreed, setAgreed] = useState(false);
  const [paying, setPaying] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  useEffect(() => {
    const element = checkout.createPaymentElement();
    if (place.current !== null) element.mount(place.current);
    return () => element.destroy();
  }, [checkout]);

  async function pay(event: Event) {
    event.preventDefault();
    if (paying) return;
    setPaying(true);
    setFault(null);
    try {
      setFault(await confirm());
    } catch {
      setFault(texts.failed);
    }
    setPaying(false);
  }

  /** Answers what keeps the page from paying at all; what is wrong with the payment, the element says. */
  async function confirm(): Promise<string | null> {
    const loaded = await checkout.loadActions();
    if (loaded.type === 'error') return loaded.error.message;
    await loaded.actions.confirm(page.customer_email === null ? { email } : {});
    return null;
  }

  return (
    <form class="Pay" onSubmit={pay}>
      <label class="Pay-field">
        <span class="Pay-label">{texts.email}</span>
        <input
          class="Pay-input"
          type="email"
          name="email"
          autocomplete="email"
          required
          readOnly={page.customer_email !== null}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <div class="Pay-element" ref={place} />
      {page.terms_of_service_required && (
        <label class="Pay-terms">
          <input
            type="checkbox"
            name="terms"
            required
            checked={agreed}
            onInput={(event) => setAgreed(event.currentTarget.checked)}
          />
          <span>
            {page.business.terms_url === null ? (
              fill(texts.agree, { business: page.business.name })
            ) : (
              <a href={page.business.terms_url} target="_blank" rel="noreferrer">
                {fill(texts.agree, { business: page.business.name })}
              </a>
            )}
          </span>
        </label>
      )}
      <p class="Pay-fault" role="alert">
        {fault}
      </p>
      <button class="Pay-button" type="submit" disabled={paying} aria-busy={paying}>
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
