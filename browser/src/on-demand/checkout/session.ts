import type {
  CheckoutContact,
  CheckoutPage,
  CheckoutPageLineItem,
  SavedPaymentMethod,
} from '@onfile/shared/checkout-page.ts';
import { localeFrom } from '@onfile/shared/locale.ts';
import { formatAmount, minorUnitDivisor } from '@onfile/shared/money.ts';
import type {
  StripeCheckoutAmount,
  StripeCheckoutContact,
  StripeCheckoutLineItem,
  StripeCheckoutSavedPaymentMethod,
  StripeCheckoutSession,
  StripeCheckoutStatus,
} from '@stripe/stripe-js';
import type { Checkout } from '../../checkout/checkout.ts';

/** A checkout's current session. Throws IntegrationError until it is loaded. */
export function shownSession({ page, context, canConfirm }: Checkout): StripeCheckoutSession {
  return sessionOf(page, localeFrom(page.locale ?? context.locale, navigator.language), canConfirm);
}

/** The session as Stripe.js shows it: camel case, amounts in minor units and as text in the buyer's language. */
export function sessionOf(page: CheckoutPage, locale: string, canConfirm: boolean): StripeCheckoutSession {
  const amount = (minorUnitsAmount: number): StripeCheckoutAmount => ({
    minorUnitsAmount,
    amount: formatAmount(minorUnitsAmount, page.currency, locale),
  });
  const none = amount(0);
  return {
    id: page.id,
    livemode: page.livemode,
    currency: page.currency,
    minorUnitsAmountDivisor: minorUnitDivisor(page.currency),
    status: statusOf(page),
    canConfirm,
    total: {
      subtotal: amount(page.amount_subtotal),
      discount: amount(page.amount_discount),
      shippingRate: amount(page.amount_shipping),
      taxExclusive: amount(page.amount_tax_exclusive),
      taxInclusive: amount(page.amount_tax_inclusive),
      appliedBalance: none,
      balanceAppliedToNextInvoice: false,
      surcharge: none,
      total: amount(page.amount_total),
    },
    lineItems: page.line_items.map((item) => lineItemOf(item, amount)),
    email: page.email,
    phoneNumber: page.phone_number,
    billingAddress: contactOf(page.billing_address),
    shippingAddress: contactOf(page.shipping_address),
    businessName: null,
    nameCollection: null,
    currencyOptions: null,
    discountAmounts: null,
    lastPaymentError: page.last_payment_error && { message: page.last_payment_error.message },
    optionalItems: null,
    recurring: null,
    savedPaymentMethods: page.saved_payment_methods?.filter(({ card }) => !card.expired).map(savedOf) ?? null,
    shipping: null,
    shippingOptions: [],
    surcharge: null,
    tax: { status: 'ready' },
    taxAmounts: null,
    taxIdInfo: null,
  };
}

function statusOf(page: CheckoutPage): StripeCheckoutStatus {
  return page.status === 'complete'
    ? { type: 'complete', paymentStatus: page.payment_status }
    : { type: page.status };
}

function lineItemOf(
  item: CheckoutPageLineItem,
  amount: (minorUnits: number) => StripeCheckoutAmount,
): StripeCheckoutLineItem {
  const unitAmount = amount(item.unit_amount);
  return {
    id: item.id,
    name: item.name,
    description: item.description,
    quantity: item.quantity,
    unitAmount,
    unitAmountDecimal: { ...unitAmount, minorUnitsAmount: Number(item.unit_amount_decimal) },
    unitLabel: item.unit_label,
    subtotal: amount(item.amount_subtotal),
    total: amount(item.amount_total),
    discount: amount(item.amount_discount),
    taxExclusive: amount(item.amount_tax_exclusive),
    taxInclusive: amount(item.amount_tax_inclusive),
    discountAmounts: null,
    taxAmounts: null,
    recurring: null,
    adjustableQuantity: item.adjustable_quantity,
    images: [...item.images],
    priceId: item.price,
    isRemovable: item.adjustable_quantity?.minimum === 0,
    pricing: null,
    transformQuantity: null,
  };
}

function contactOf(contact: CheckoutContact | null): StripeCheckoutContact | null {
  if (contact === null || contact.address.country === null) return null;
  return { name: contact.name, address: { ...contact.address, country: contact.address.country } };
}

function savedOf({ id, type, card, billing_details }: SavedPaymentMethod): StripeCheckoutSavedPaymentMethod {
  return {
    id,
    type,
    card: { brand: card.brand, expMonth: card.exp_month, expYear: card.exp_year, last4: card.last4 },
    billingDetails: billing_details,
  };
}
