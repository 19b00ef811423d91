import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { useState } from 'preact/hooks';
import { Field } from '../fields/field.tsx';
import { emailFault } from '../fields/validate.ts';
import type { Texts } from '../texts/texts.ts';

/** The buyer's e-mail. The buyer cannot change one that the merchant has set. */
export function useEmail(page: CheckoutPage, texts: Texts) {
  const [value, setValue] = useState(page.email ?? '');
  const [error, setError] = useState<string | null>(null);
  const fixed = (page.customer_email ?? page.customer?.email ?? null) !== null;

  function check(): boolean {
    const fault = fixed ? null : emailFault(value.trim(), texts);
    setError(fault?.message ?? null);
    return fault === null;
  }

  return {
    value,
    error,
    fixed,
    /** Null if the buyer cannot set it. */
    typed: fixed ? null : value.trim(),
    type(text: string): void {
      setValue(text);
      setError(null);
    },
    check,
    checkAndFocus(): boolean {
      const complete = check();
      if (!complete) document.getElementById('email')?.focus();
      return complete;
    },
  };
}

export function EmailField(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly email: ReturnType<typeof useEmail>;
}) {
  const { value, error, type, check } = props.email;
  return (
    <div class="p-PaymentElement">
      <Field
        id="email"
        name="email"
        field="email"
        label={props.label}
        value={value}
        floating={false}
        error={error}
        disabled={props.disabled}
        className="p-EmailInput"
        placeholder="email@example.com"
        autocomplete="email"
        stableName="email"
        inputMode="email"
        onType={(typed) => {
          type(typed.text);
          return typed;
        }}
        onBlur={() => value !== '' && check()}
      />
    </div>
  );
}
