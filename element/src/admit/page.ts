import type { SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import type { ElementPage } from '@onfile/shared/elements-session.ts';
import { groupIn, textIn, textsIn, wordIn } from './plain.ts';

const longestText = 500;
const longestLabel = 2000;
/** More than any customer is shown. */
const mostCards = 100;
const uses = ['none', 'on_session', 'off_session'] as const;

/** Admits what is to be paid from the merchant's page: what the form shows of it, as plain values. */
export function admitPage(given: ElementPage): ElementPage {
  const page = groupIn(given);
  const business = groupIn(page.business);
  const cards = Array.isArray(page.saved_payment_methods) ? page.saved_payment_methods : null;
  return {
    mode: wordIn(page.mode, ['payment', 'setup']),
    business: {
      name: textIn(business.name, longestText) ?? '',
      color: textIn(business.color, longestText),
      logo_url: null,
      terms_url: null,
      save_label: textsIn(business.save_label, longestLabel),
    },
    collects_card: page.collects_card !== false,
    payment_method_remove: wordIn(page.payment_method_remove, ['disabled', 'enabled']),
    payment_method_save: wordIn(page.payment_method_save, ['disabled', 'enabled']),
    payment_method_save_usage: use(page.payment_method_save_usage),
    phone_number: textIn(page.phone_number, longestText),
    phone_number_collection: page.phone_number_collection === true,
    reuse_agreement: wordIn(page.reuse_agreement, ['auto', 'hidden']),
    saved_payment_methods: cards?.slice(0, mostCards).map(savedCard) ?? null,
    setup_future_usage: use(page.setup_future_usage),
  };
}

function use(value: unknown): 'on_session' | 'off_session' | null {
  const found = wordIn(value, uses);
  return found === 'none' ? null : found;
}

function savedCard(value: unknown): SavedPaymentMethod {
  const given = groupIn(value);
  const card = groupIn(given.card);
  const number = (text: unknown) => (typeof text === 'number' ? text : 0);
  return {
    id: textIn(given.id, longestText) ?? '',
    type: 'card',
    card: {
      brand: textIn(card.brand, longestText) ?? 'unknown',
      last4: textIn(card.last4, 4) ?? '',
      exp_month: number(card.exp_month),
      exp_year: number(card.exp_year),
      expired: card.expired === true,
    },
    billing_details: billingDetails(given.billing_details),
  };
}

function billingDetails(value: unknown): SavedPaymentMethod['billing_details'] {
  const given = groupIn(value);
  const address = groupIn(given.address);
  const line = (text: unknown) => textIn(text, longestText);
  return {
    email: line(given.email),
    name: line(given.name),
    phone: line(given.phone),
    address: {
      country: line(address.country),
      line1: line(address.line1),
      line2: line(address.line2),
      city: line(address.city),
      postal_code: line(address.postal_code),
      state: line(address.state),
    },
  };
}
