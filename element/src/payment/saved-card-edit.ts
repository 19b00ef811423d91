import type { CheckoutAddress, SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import { readExpiry } from '../fields/format.ts';
import type { FieldName, Values } from '../fields/validate.ts';
import { faultsOf, type Model, type SavedEdit } from './model.ts';

const none = { number: '', cvc: '', email: '', phone: '' };

/** A saved card as form values. Whatever is unknown is as for a new card. */
export function valuesOf({ card, billing_details: billing }: SavedPaymentMethod, unknown: Values): Values {
  const { country, postal_code } = billing.address;
  return {
    ...none,
    expiry: `${String(card.exp_month).padStart(2, '0')} / ${String(card.exp_year).slice(-2)}`,
    name: billing.name ?? '',
    country: country ?? unknown.country,
    postalCode: postal_code ?? '',
  };
}

/** The model of a form whose fields are the saved card's. */
export function editedModel(model: Model, edit: SavedEdit): Model {
  const { values, faults } = edit;
  return { ...model, surface: 'saved_card', chosen: null, values, faults };
}

/** What is wrong with what was typed; what was empty before may stay empty. */
export function faultsOfEdit(model: Model, edit: SavedEdit, today: Date): SavedEdit['faults'] {
  const faults = Object.entries(faultsOf(editedModel(model, edit), today));
  const left = (field: FieldName) => edit.values[field] === '' && edit.before[field] === '';
  return Object.fromEntries(faults.filter(([field]) => !left(field as FieldName)));
}

/** What a buyer may change about a saved card, as the API takes it. */
type SavedChange = {
  readonly card: { readonly exp_month: number; readonly exp_year: number } | undefined;
  readonly billing_details: {
    readonly name: string | null | undefined;
    readonly address: Pick<CheckoutAddress, keyof CheckoutAddress> | undefined;
  };
};

/** Null if nothing was changed. */
export function changeOf(saved: SavedPaymentMethod, { values, before }: SavedEdit): SavedChange | null {
  const changed = (field: FieldName) => values[field].trim() !== before[field].trim();
  const expiry = changed('expiry') ? readExpiry(values.expiry) : null;
  const address = changed('country') || changed('postalCode');
  if (expiry === null && !address && !changed('name')) return null;
  const { address: known } = saved.billing_details;
  return {
    card: expiry === null ? undefined : { exp_month: expiry.month, exp_year: expiry.year },
    billing_details: {
      name: changed('name') ? values.name.trim() || null : undefined,
      // An address is changed as a whole.
      address: address
        ? { ...known, country: values.country, postal_code: values.postalCode.trim() || null }
        : undefined,
    },
  };
}
