import { brandOf, networksOf } from '@onfile/shared/card-brands.ts';
import { BrandIcon, displayName } from './brand-icon.tsx';
import { countriesIn } from './countries.ts';
import { CountryField, Field, SaveBox } from './field.tsx';
import { namesOf } from './field-names.ts';
import { formatCode, formatExpiry, formatNumber, type Typed } from './format.ts';
import { cardMethod, fieldsOf, type Model, savedCards, saveLabel, shownTerms, showsBox } from './model.ts';
import { codeLength, type FieldName } from './validate.ts';

export interface FormActions {
  type(field: FieldName, text: string): void;
  leave(field: FieldName): void;
  save(checked: boolean): void;
  prefer(network: string): void;
}

/** Asked for beside a new card and a saved one. */
export function PhoneField({ model, actions }: { readonly model: Model; readonly actions: FormActions }) {
  if (!fieldsOf(model).includes('phone')) return null;
  return (
    <Field
      {...commonProps(model, actions, 'phone')}
      label={model.texts.phone}
      className="p-PhoneInput"
      placeholder=""
      autocomplete="billing tel"
      stableName="phone"
      inputMode="tel"
      onType={(typed) => {
        actions.type('phone', typed.text);
        return typed;
      }}
    />
  );
}

/** What every field gets from the model. */
function commonProps(model: Model, actions: FormActions, field: FieldName) {
  return {
    ...namesOf(model, field),
    field,
    value: model.values[field],
    error: model.faults[field]?.message ?? null,
    disabled: isDisabled(model),
    onBlur: () => actions.leave(field),
  };
}

function isDisabled({ busy, settings }: Model): boolean {
  return busy || settings.payment.readOnly;
}

export function CardForm({ model, actions }: { readonly model: Model; readonly actions: FormActions }) {
  const { texts, values } = model;
  const fields = fieldsOf(model);
  const disabled = isDisabled(model);
  const common = (field: FieldName) => commonProps(model, actions, field);
  const typing = (name: FieldName, format: (raw: Typed) => Typed) => (raw: Typed) => {
    const typed = format(raw);
    actions.type(name, typed.text);
    return typed;
  };
  const asTyped = (raw: Typed) => raw;
  const american = values.country === 'US';
  const terms = shownTerms(model);
  return (
    <div class="p-CardForm" {...(savedCards(model.settings, model.page).length === 0 ? cardMethod : {})}>
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
        label={model.surface === 'checkout_page' ? 'CVC' : texts.securityCode}
        className="p-CardCvcInput p-CardCvc"
        placeholder="CVC"
        autocomplete="billing cc-csc"
        stableName="cardCvc"
        inputMode="numeric"
        onType={typing('cvc', (raw) => formatCode(raw, codeLength(values.number)))}
      />
      {fields.includes('name') && (
        <Field
          {...common('name')}
          label={texts.name}
          className="p-NameInput"
          placeholder={texts.nameHint}
          autocomplete="billing cc-name"
          stableName="name"
          inputMode="text"
          onType={typing('name', asTyped)}
        />
      )}
      {fields.includes('country') && (
        <CountryField
          {...namesOf(model, 'country')}
          field="country"
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
      <PhoneField model={model} actions={actions} />
      {showsBox(model) && (
        <SaveBox
          id={namesOf(model, 'save').id}
          label={saveLabel(model)}
          checked={model.save}
          disabled={disabled}
          onChange={actions.save}
        />
      )}
      {terms !== null && <p class="p-TermsText TermsText">{terms}</p>}
      {/* Tests that were written for Stripe switch its wallet off by this label. There is none: nobody sees or hears it. */}
      <label class="p-WalletLabel" for="enableStripePass" aria-hidden="true">
        Link
      </label>
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
