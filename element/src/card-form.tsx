import { brandOf, networksOf } from '@onfile/shared/card-brands.ts';
import { BrandIcon, displayName } from './brand-icon.tsx';
import { countriesIn } from './countries.ts';
import { CountryField, Field, SaveBox } from './field.tsx';
import { formatCode, formatExpiry, formatNumber, type Typed } from './format.ts';
import { fieldsOf, type Model, saveLabel, shownTerms, showsBox } from './model.ts';
import { codeLength, type FieldName } from './validate.ts';

export interface FormActions {
  type(field: FieldName, text: string): void;
  leave(field: FieldName): void;
  save(checked: boolean): void;
  prefer(network: string): void;
}

/** The prefix of the fields' ids changed with the dahlia release. */
export function idOf(model: Model, name: string): string {
  const { release } = model.settings.credentials;
  return `${release === 'dahlia' || release === 'endive' ? 'payment' : 'Field'}-${name}Input`;
}

export function CardForm({ model, actions }: { readonly model: Model; readonly actions: FormActions }) {
  const { texts, values, busy, settings } = model;
  const fields = fieldsOf(model);
  const disabled = busy || settings.payment.readOnly;
  const common = (name: FieldName) => ({
    name,
    id: idOf(model, name),
    value: values[name],
    error: model.faults[name]?.message ?? null,
    disabled,
    onBlur: () => actions.leave(name),
  });
  const typing = (name: FieldName, format: (raw: Typed) => Typed) => (raw: Typed) => {
    const typed = format(raw);
    actions.type(name, typed.text);
    return typed;
  };
  const asTyped = (raw: Typed) => raw;
  const american = values.country === 'US';
  const terms = shownTerms(model);
  return (
    <div class="p-CardForm">
      <Field
        {...common('number')}
        label={texts.cardNumber}
        className="p-CardNumberInput"
        placeholder="1234 1234 1234 1234"
        autocomplete="billing cc-number"
        stableName="cardNumber"
        inputMode="numeric"
        onType={typing('number', formatNumber)}
        adornment={<Brands model={model} disabled={disabled} onPrefer={actions.prefer} />}
      />
      <Field
        {...common('expiry')}
        label={texts.expirationDate}
        hint="MM / YY"
        className="p-CardExpiryInput p-CardExpiry"
        placeholder="MM / YY"
        autocomplete="billing cc-exp"
        stableName="cardExpiry"
        inputMode="numeric"
        onType={typing('expiry', (raw) => formatExpiry(raw, values.expiry))}
      />
      <Field
        {...common('cvc')}
        label={texts.securityCode}
        className="p-CardCvcInput p-CardCvc"
        placeholder="CVC"
        autocomplete="billing cc-csc"
        stableName="cardCvc"
        inputMode="numeric"
        onType={typing('cvc', (raw) => formatCode(raw, codeLength(values.number)))}
      />
      {fields.includes('country') && (
        <CountryField
          name="country"
          id={idOf(model, 'country')}
          label={texts.country}
          value={values.country}
          disabled={disabled}
          options={countriesIn(model.language)}
          onChoose={(country) => actions.type('country', country)}
        />
      )}
      {fields.includes('postalCode') && (
        <Field
          {...common('postalCode')}
          label={american ? texts.zipCode : texts.postalCode}
          className="p-PostalCodeInput"
          placeholder={american ? '12345' : ''}
          autocomplete="billing postal-code"
          stableName="postalCode"
          inputMode={american ? 'numeric' : 'text'}
          onType={typing('postalCode', asTyped)}
        />
      )}
      {fields.includes('phone') && (
        <Field
          {...common('phone')}
          label={texts.phone}
          className="p-PhoneInput"
          placeholder=""
          autocomplete="billing tel"
          stableName="phone"
          inputMode="tel"
          onType={typing('phone', asTyped)}
        />
      )}
      {showsBox(model) && (
        <SaveBox
          id={idOf(model, 'save')}
          label={saveLabel(model)}
          checked={model.save}
          disabled={disabled}
          onChange={actions.save}
        />
      )}
      {terms !== null && <p class="p-TermsText TermsText">{terms}</p>}
    </div>
  );
}

/** The brand of what was typed; on a co-badged card the buyer may choose which network carries the payment. */
function Brands(props: {
  readonly model: Model;
  readonly disabled: boolean;
  readonly onPrefer: (network: string) => void;
}) {
  const digits = props.model.values.number.replaceAll(' ', '');
  const networks = networksOf(digits);
  if (networks.length < 2) {
    const brand = brandOf(digits);
    return (
      <span class="p-CardBrand">
        <BrandIcon brand={brand} />
        {brand !== 'unknown' && <span class="p-Hidden">{displayName(brand)}</span>}
      </span>
    );
  }
  return (
    <fieldset class="p-CardBrandChoice" disabled={props.disabled}>
      <legend class="p-Hidden">{props.model.texts.cardBrand}</legend>
      {networks.map((network) => (
        <label key={network} class="p-CardBrandOption">
          <input
            type="radio"
            name="preferredNetwork"
            value={network}
            checked={props.model.preferredNetwork === network}
            onChange={() => props.onPrefer(network)}
          />
          <BrandIcon brand={network} />
          <span class="p-Hidden">{displayName(network)}</span>
        </label>
      ))}
    </fieldset>
  );
}
