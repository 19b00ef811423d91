import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { useState } from 'preact/hooks';
import { fill } from '../texts/texts.ts';
import type { HostedTexts } from './texts.ts';

/** The buyer's agreement to the merchant's terms of service, if the session requires it. */
export function useAgreement({ terms_of_service_required }: CheckoutPage) {
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState(false);
  return {
    agreed,
    missing,
    agree(checked: boolean): void {
      setAgreed(checked);
      setMissing(false);
    },
    /** Marks the box if it is missing, and focuses it. */
    check(): boolean {
      const lacks = terms_of_service_required && !agreed;
      setMissing(lacks);
      if (lacks) document.getElementById('termsOfServiceConsentCheckbox')?.focus();
      return !lacks;
    },
  };
}

export function Agreement(props: {
  readonly business: CheckoutPage['business'];
  readonly texts: HostedTexts;
  readonly agreement: ReturnType<typeof useAgreement>;
}) {
  const { business, texts } = props;
  const { agreed, missing, agree } = props.agreement;
  const words = fill(texts.agree, { business: business.name });
  return (
    <div class="p-PaymentElement Pay-terms">
      <label class="Checkbox p-Checkbox">
        <input
          class="CheckboxInput"
          type="checkbox"
          id="termsOfServiceConsentCheckbox"
          name="termsOfServiceConsentCheckbox"
          aria-invalid={missing}
          aria-describedby={missing ? 'termsOfServiceError' : undefined}
          checked={agreed}
          onInput={(event) => agree(event.currentTarget.checked)}
        />
        <span class="CheckboxLabel">
          {business.terms_url === null ? (
            words
          ) : (
            <a href={business.terms_url} target="_blank" rel="noreferrer">
              {words}
            </a>
          )}
        </span>
      </label>
      {missing && (
        <p class="Pay-fault" id="termsOfServiceError" role="alert">
          {texts.agreementMissing}
        </p>
      )}
    </div>
  );
}
