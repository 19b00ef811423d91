import { networksOf } from '@onfile/shared/card-brands.ts';
import type { SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import { futureChargeTerms } from '@onfile/shared/consent-texts.ts';
import type {
  ElementSettings,
  FieldCollection,
  PaymentElementState,
  Release,
  ShownPaymentMethod,
} from '@onfile/shared/element-rpc.ts';
import type { ElementPage } from '@onfile/shared/elements-session.ts';
import type { Language } from '@onfile/shared/languages.ts';
import { type Fault, type FieldName, faultOf, type Values } from '../fields/validate.ts';
import { languageFor, type Texts } from '../texts/texts.ts';

/** In a frame on a merchant's page, on Onfile's own checkout page, or in the editor of a saved card on either. */
export type Surface = 'element' | 'checkout_page' | 'saved_card';

/** Everything that the form shows. Card values live here and in the request that pays, nowhere else. */
export interface Model {
  readonly surface: Surface;
  readonly settings: ElementSettings;
  readonly page: ElementPage;
  readonly language: Language;
  readonly texts: Texts;
  readonly values: Values;
  readonly faults: Partial<Record<FieldName, Fault>>;
  /** What the server said about the last attempt. */
  readonly refusal: string | null;
  /** The saved card that will pay; null for the form. */
  readonly chosen: string | null;
  /** Whether the box is ticked. */
  readonly savePaymentMethod: boolean;
  /** Whether the box and its words were in view when the box was ticked. */
  readonly boxSeen: boolean;
  readonly preferredNetwork: string | null;
  readonly busy: boolean;
  readonly opened: Opened | null;
  /** Set while `opened` is an edit. */
  readonly edit: SavedEdit | null;
  readonly expanded: boolean;
}

/** What is open for a saved card: its menu, its editor, or the question whether to remove it. */
export interface Opened {
  readonly id: string;
  readonly part: 'menu' | 'edit' | 'removal';
}

/** A saved card while it is being edited. */
export interface SavedEdit {
  readonly before: Values;
  readonly values: Values;
  readonly faults: Model['faults'];
  /** What the server said about the last attempt. */
  readonly refusal: string | null;
}

/** Used unless something else is known. */
const defaultCountry = 'US';
/** Countries whose postal code was asked for before the clover release. */
const countriesOnceAsked = new Set(['CA', 'GB', 'PR']);
const olderReleases = new Set<Release>(['v3', 'acacia', 'basil']);
export const savedShown = 3;
/** What opens the form for a new card; tests written for Stripe press it first. */
export const cardMethod = { 'data-testid': 'card', 'data-value': 'card' } as const;

export function newModel(
  surface: Surface,
  settings: ElementSettings,
  page: ElementPage,
  texts: Texts,
): Model {
  const billing = settings.defaultBillingAddress;
  return {
    surface,
    settings,
    page,
    language: languageFor(settings.locale),
    texts,
    values: {
      number: '',
      expiry: '',
      cvc: '',
      country: billing?.address.country ?? defaultCountry,
      postalCode: billing?.address.postal_code ?? '',
      name: billing?.name ?? '',
      email: '',
      phone: '',
    },
    faults: {},
    refusal: null,
    chosen: savedCards(settings, page).find(({ card }) => !card.expired)?.id ?? null,
    savePaymentMethod: false,
    boxSeen: false,
    preferredNetwork: null,
    busy: false,
    opened: null,
    edit: null,
    expanded: false,
  };
}

/** The same element with another session state or other options; what was typed stays. */
export function renewed(model: Model, settings: ElementSettings, page: ElementPage, texts: Texts): Model {
  const usable = savedCards(settings, page).filter(({ card }) => !card.expired);
  const kept = usable.some(({ id }) => id === model.chosen) ? model.chosen : null;
  return { ...model, settings, page, texts, language: languageFor(settings.locale), chosen: kept };
}

/** Applies one field's new text; a network that the new number does not carry is no longer preferred. */
export function typedInto(
  model: Model,
  field: FieldName,
  text: string,
): Pick<Model, 'values' | 'preferredNetwork'> {
  const values = { ...model.values, [field]: text };
  const networks: readonly string[] = networksOf(values.number.replaceAll(' ', ''));
  const { preferredNetwork } = model;
  const kept = preferredNetwork !== null && networks.includes(preferredNetwork);
  return { values, preferredNetwork: kept ? preferredNetwork : null };
}

export function savedCards(settings: ElementSettings, page: ElementPage): readonly SavedPaymentMethod[] {
  const shown = page.collects_card && settings.savedPaymentMethod.enableRedisplay === 'auto';
  return shown ? (page.saved_payment_methods ?? []) : [];
}

/** The form's fields in order. If no new card is asked for, only those that a saved card needs too. */
export function fieldsOf({ surface, settings, page, values, chosen }: Model): FieldName[] {
  const { fields } = settings.payment;
  const asked = (collection: FieldCollection, needed: boolean) => collection === 'auto' && needed;
  const country = fields.address.country !== 'never';
  const postal =
    fields.address.postalCode !== 'never' &&
    country &&
    asksPostalCode(values.country, settings.credentials.release);
  if (surface === 'saved_card') {
    return [
      'expiry',
      'name',
      ...(country ? ['country' as const] : []),
      ...(postal ? ['postalCode' as const] : []),
    ];
  }
  const phone = asked(fields.phone, page.phone_number_collection && page.phone_number === null);
  if (chosen !== null || !page.collects_card) return phone ? ['phone'] : [];
  const optional: readonly (readonly [FieldName, boolean])[] = [
    ['name', surface === 'checkout_page' || fields.name === 'always'],
    ['country', country],
    ['postalCode', postal],
    ['phone', phone],
  ];
  return ['number', 'expiry', 'cvc', ...optional.flatMap(([name, shown]) => (shown ? [name] : []))];
}

/** While something is being sent, or if the page says so, nothing can be typed or chosen. */
export function isBusy({ busy, settings }: Model): boolean {
  return busy || settings.payment.readOnly;
}

/** Whether fields of one group touch. */
export function isJoined({ settings }: Model): boolean {
  return settings.appearance.inputs === 'condensed';
}

function asksPostalCode(country: string, release: Release): boolean {
  return country === 'US' || (countriesOnceAsked.has(country) && olderReleases.has(release));
}

/** Whether to show the box: saving is offered and the form pays. */
export function showsBox({ settings, page, chosen }: Model): boolean {
  return (
    chosen === null &&
    page.collects_card &&
    page.payment_method_save === 'enabled' &&
    settings.savedPaymentMethod.enableSave === 'auto'
  );
}

export function saveLabel({ page, language, texts }: Model): string {
  return page.business.save_label[language] ?? texts.consent.saveLabel;
}

/** What the buyer was shown to agree to, one text per line: the record consists of these words. */
export function shownWords(model: Model, byBox: boolean): string {
  return [byBox ? saveLabel(model) : null, shownTerms(model)].filter((text) => text !== null).join('\n');
}

/** The terms for later charges, if they apply and may be shown; otherwise null. */
export function shownTerms(model: Model): string | null {
  const { settings, page, chosen, savePaymentMethod, texts } = model;
  const { card } = settings.payment.terms;
  if (chosen !== null || !page.collects_card) return null;
  if (card === 'never' || page.reuse_agreement === 'hidden') return null;
  const byBox = showsBox(model) && savePaymentMethod && page.payment_method_save_usage === 'off_session';
  const applies = card === 'always' || page.setup_future_usage === 'off_session' || byBox;
  // The record names the account's business, so that is the name to show.
  return applies ? futureChargeTerms(texts.consent, page.business.name) : null;
}

/** Every fault by field, in the order of the fields. */
export function faultsOf(model: Model, today: Date): Partial<Record<FieldName, Fault>> {
  const fields = fieldsOf(model);
  const found = fields.map(
    (field) => [field, faultOf(field, model.values, { fields, texts: model.texts, today })] as const,
  );
  return Object.fromEntries(found.filter(([, fault]) => fault !== null));
}

/** The content of the `change` event for the merchant's page. */
export function stateOf(model: Model, today: Date, autofilled: boolean): PaymentElementState {
  const offered = showsBox(model) ? { savePaymentMethod: model.savePaymentMethod } : {};
  const common = {
    complete: Object.keys(faultsOf(model, today)).length === 0,
    collapsed: false,
    invalid: fieldsOf(model).some((field) => model.faults[field] !== undefined),
  };
  if (model.chosen !== null) {
    const saved = savedCards(model.settings, model.page).find(({ id }) => id === model.chosen);
    const value = { type: 'card', ...(saved === undefined ? {} : { payment_method: shownSaved(saved) }) };
    return { ...common, empty: false, autofilled: false, value };
  }
  const typed: readonly FieldName[] = ['number', 'expiry', 'cvc'];
  const empty = typed.every((field) => model.values[field] === '');
  return { ...common, empty, autofilled, value: { type: 'card', ...offered, ...billingDetailsOf(model) } };
}

/** What is asked for of a new card's address. */
function billingDetailsOf(model: Model): Pick<PaymentElementState['value'], 'billingDetails'> {
  const fields = fieldsOf(model);
  if (!fields.includes('country')) return {};
  const postalCode = fields.includes('postalCode') ? model.values.postalCode.trim() || null : null;
  return { billingDetails: { address: { country: model.values.country, postalCode } } };
}

/** What a page learns about a saved card. */
export function shownSaved({ id, type, billing_details }: SavedPaymentMethod): ShownPaymentMethod {
  return { id, type, billing_details };
}
