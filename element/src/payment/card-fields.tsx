import { useEffect, useState } from 'preact/hooks';
import { labelsOf } from '../appearance/appearance-css.ts';
import { countriesIn, countryIn } from '../fields/countries.ts';
import { CountryField, Field } from '../fields/field.tsx';
import { formatCode, formatExpiry, formatNumber, type Typed } from '../fields/format.ts';
import { CodePicture } from '../fields/icons.tsx';
import { codeLength, type FieldName } from '../fields/validate.ts';
import { namesOf } from './field-names.ts';
import { fieldsOf, isBusy, isJoined, type Model } from './model.ts';
import { NumberBrands } from './number-brands.tsx';

export interface FieldActions {
  type(field: FieldName, text: string): void;
  leave(field: FieldName): void;
}

interface FieldProps {
  readonly model: Model;
  readonly actions: FieldActions;
}

export function NumberField({
  model,
  actions,
  onPrefer,
}: FieldProps & { readonly onPrefer: (network: string) => void }) {
  return (
    <Field
      {...common(model, actions, 'number', formatNumber)}
      label={model.texts.cardNumber}
      className="p-CardNumberInput"
      placeholder="1234 1234 1234 1234"
      autocomplete="billing cc-number"
      stableName="cardNumber"
      inputMode="numeric"
      adornment={<NumberBrands model={model} disabled={isBusy(model)} onPrefer={onPrefer} />}
    />
  );
}

export function ExpiryField({ model, actions }: FieldProps) {
  return (
    <Field
      {...common(model, actions, 'expiry', (raw) => formatExpiry(raw, model.values.expiry))}
      label={model.texts.expirationDate}
      hint={model.texts.expiryHint}
      className="p-CardExpiryInput p-CardExpiry"
      placeholder={model.texts.expiryHint}
      autocomplete="billing cc-exp"
      stableName="cardExpiry"
      inputMode="numeric"
    />
  );
}

export function CodeField({ model, actions }: FieldProps) {
  const length = codeLength(model.values.number);
  return (
    <Field
      {...common(model, actions, 'cvc', (raw) => formatCode(raw, length))}
      label={model.surface === 'checkout_page' ? 'CVC' : model.texts.securityCode}
      className="p-CardCvcInput p-CardCvc"
      placeholder="CVC"
      autocomplete="billing cc-csc"
      stableName="cardCvc"
      inputMode="numeric"
      adornment={
        <span class={`p-CardCode ${model.faults.cvc === undefined ? '' : 'p-CardCode--invalid'}`}>
          <CodePicture inFront={length === 4} />
        </span>
      }
    />
  );
}

export function NameField({ model, actions }: FieldProps) {
  if (!fieldsOf(model).includes('name')) return null;
  return (
    <Field
      {...common(model, actions, 'name')}
      label={model.texts.name}
      className="p-NameInput"
      placeholder={model.texts.nameHint}
      autocomplete="billing cc-name"
      stableName="name"
      inputMode="text"
    />
  );
}

/** By then the page has been told that the form is ready. */
const formStandsMs = 100;

/** Shows the buyer's own country at once, and the others once the form is ready, so that nobody waits for them. */
export function CountryChoice({ model, actions }: FieldProps) {
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWhole(true), formStandsMs);
    return () => clearTimeout(timer);
  }, []);
  if (!fieldsOf(model).includes('country')) return null;
  const { value, disabled, floating } = common(model, actions, 'country');
  return (
    <CountryField
      {...namesOf(model, 'country')}
      field="country"
      label={model.texts.country}
      value={value}
      disabled={disabled}
      floating={floating}
      options={whole ? countriesIn(model.language) : countryIn(model.language, value)}
      onChoose={(country) => actions.type('country', country)}
    />
  );
}

/** As in Stripe's element; tests find the field by them. */
const postalCodeHints: Readonly<Record<string, string>> = { CA: 'M5T 1T4', GB: 'WS11 1DB', US: '12345' };

export function PostalCodeField({ model, actions }: FieldProps) {
  if (!fieldsOf(model).includes('postalCode')) return null;
  const american = model.values.country === 'US';
  return (
    <Field
      {...common(model, actions, 'postalCode')}
      label={american ? model.texts.zipCode : model.texts.postalCode}
      className="p-PostalCodeInput"
      placeholder={postalCodeHints[model.values.country] ?? ''}
      autocomplete="billing postal-code"
      stableName="postalCode"
      inputMode={american ? 'numeric' : 'text'}
    />
  );
}

/** Shown beside a new card and a saved one alike. */
export function PhoneField({ model, actions }: FieldProps) {
  if (!fieldsOf(model).includes('phone')) return null;
  return (
    <Field
      {...common(model, actions, 'phone')}
      label={model.texts.phone}
      className="p-PhoneInput"
      placeholder=""
      autocomplete="billing tel"
      stableName="phone"
      inputMode="tel"
    />
  );
}

/** Fields of one group touch when inputs are condensed. */
const single: ReadonlySet<FieldName> = new Set(['name', 'phone', 'email']);

/** What every field takes from the model. */
function common(
  model: Model,
  actions: FieldActions,
  field: FieldName,
  format: (raw: Typed) => Typed = (raw) => raw,
) {
  return {
    ...namesOf(model, field),
    field,
    value: model.values[field],
    error: model.faults[field]?.message ?? null,
    errorElsewhere: isJoined(model) && !single.has(field),
    floating: labelsOf(model.settings.appearance) === 'floating',
    disabled: isBusy(model),
    onBlur: () => actions.leave(field),
    onType: (raw: Typed) => {
      const typed = format(raw);
      actions.type(field, typed.text);
      return typed;
    },
  };
}
