import { brandOf, cardBrands } from '@onfile/shared/card-brands.ts';
import type { CardElementSettings, CardElementState, CardElementType } from '@onfile/shared/element-rpc.ts';
import { codeLength, type Fault, faultOf, type Values } from '../fields/validate.ts';
import type { Texts } from '../texts/texts.ts';

export type CardField = 'number' | 'expiry' | 'cvc' | 'postalCode';

/** What a combined or split card element shows. Card values live here and in the request that sends them. */
export interface CardModel {
  readonly settings: CardElementSettings;
  readonly texts: Texts;
  readonly values: Readonly<Record<CardField, string>>;
  /** Faults shown to the buyer. */
  readonly faults: Partial<Record<CardField, Fault>>;
  /** Length of the security code, as the number's frame says; null if the number is in this frame, or its brand unknown. */
  readonly codeLength: number | null;
  readonly busy: boolean;
}

const fieldsByType: Readonly<Record<CardElementType, readonly CardField[]>> = {
  card: ['number', 'expiry', 'cvc', 'postalCode'],
  cardNumber: ['number'],
  cardExpiry: ['expiry'],
  cardCvc: ['cvc'],
};

export function newCardModel(settings: CardElementSettings, texts: Texts): CardModel {
  const values = { number: '', expiry: '', cvc: '', postalCode: settings.options.value?.postalCode ?? '' };
  return { settings, texts, values, faults: {}, codeLength: null, busy: false };
}

/** The same element with other options; the postal code is only replaced if the page passes a different one. */
export function renewedCard(model: CardModel, settings: CardElementSettings, texts: Texts): CardModel {
  const before = model.settings.options.value?.postalCode;
  const now = settings.options.value?.postalCode;
  const values = now === undefined || now === before ? model.values : { ...model.values, postalCode: now };
  return { ...model, settings, texts, values };
}

export function cardFields({ settings }: CardModel): readonly CardField[] {
  const fields = fieldsByType[settings.type];
  return settings.options.hidePostalCode === true ? fields.filter((field) => field !== 'postalCode') : fields;
}

export function cardFaults(model: CardModel, today: Date): Partial<Record<CardField, Fault>> {
  const found = cardFields(model).map((field) => [field, cardFieldFault(model, field, today)] as const);
  return Object.fromEntries(found.filter(([, fault]) => fault !== null));
}

export function cardFieldFault(model: CardModel, field: CardField, today: Date): Fault | null {
  const { texts } = model;
  const rules = { fields: [], texts, today };
  return faultOf(
    field,
    valuesOf(model),
    model.codeLength === null ? rules : { ...rules, codeLength: model.codeLength },
  );
}

/** Infers the country, which is not asked for: digits alone are an American code. */
function valuesOf({ values }: CardModel): Values {
  const country = /^\d*$/.test(values.postalCode) ? 'US' : '';
  return { ...values, country, name: '', email: '', phone: '' };
}

export function codeLengthOf(model: CardModel): 3 | 4 {
  return (model.codeLength ?? codeLength(model.values.number)) === 4 ? 4 : 3;
}

/** Whether to show a fault while the buyer is still typing, because nothing more can follow. */
export function isLong(model: CardModel, field: CardField): boolean {
  const digits = model.values[field].replaceAll(/\D/g, '');
  if (field === 'number') return digits.length === cardBrands[brandOf(digits)].lengths.at(-1);
  return field === 'expiry' && digits.length === 4;
}

/** The content of the `change` event. */
export function cardStateOf(model: CardModel, today: Date, autofilled: boolean): CardElementState {
  const { settings, values, faults } = model;
  const fields = cardFields(model);
  const typed = fields.filter((field) => field !== 'postalCode');
  const told = fields.map((field) => faults[field]).find((fault) => fault !== undefined);
  return {
    empty: typed.every((field) => values[field] === ''),
    complete: Object.keys(cardFaults(model, today)).length === 0,
    invalid: told !== undefined,
    autofilled,
    error: told && { type: 'validation_error', ...told },
    ...(fields.includes('number') ? { brand: brandOf(values.number.replaceAll(' ', '')) } : {}),
    ...(settings.type === 'card' ? { value: { postalCode: values.postalCode } } : {}),
  };
}
