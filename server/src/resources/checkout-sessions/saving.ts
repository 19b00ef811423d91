import { redisplayAfter } from '@onfile/shared/save-payment-method.ts';
import type { ConsentUse } from '../consents/entry.ts';
import type { StatedConsent } from '../consents/stated-consent.ts';
import type { AllowRedisplay } from '../payment-methods/rules.ts';
import { futureUsageOf } from './rules.ts';
import type { FutureUsage, SessionRow } from './table.ts';

/** Whether a buyer's card is saved, and how it may be shown again. Every such decision is made in this file. */
export interface Saving {
  /** Whether it is saved to the customer. */
  readonly attach: boolean;
  readonly allowRedisplay: AllowRedisplay;
  readonly setupFutureUsage: FutureUsage | null;
}

export interface SavingQuestion {
  /** Whether there is, or will be, a customer to save to. */
  readonly customer: boolean;
  /** Whether the merchant offers to save (`payment_method_save=enabled`). */
  readonly offered: boolean;
  /** The buyer's answer; null if they were not asked. */
  readonly savePaymentMethod: boolean | null;
  /** What the merchant asks for regardless of the buyer. */
  readonly usage: FutureUsage | null;
  /** `payment_method_data[allow_redisplay]` */
  readonly override: AllowRedisplay | null;
}

/**
 * Decides about a new card of a payment at checkout. Consent only counts if saving is offered and there is a customer to
 * save to. Source: Stripe's guide to saving during a payment, and its mobile SDKs.
 */
export function decideSaving(question: SavingQuestion): Saving {
  const { customer, offered, usage, override } = question;
  const answer = customer && offered ? question.savePaymentMethod : null;
  const byTable = answer === true ? agreedSaving : merchantSaving(customer, answer, usage);
  return {
    ...byTable,
    allowRedisplay: overridden(byTable.allowRedisplay, override, question.savePaymentMethod),
  };
}

/** The buyer's own consent: shown again, and chargeable while they are away. */
const agreedSaving: Saving = {
  attach: true,
  allowRedisplay: redisplayAfter(true),
  setupFutureUsage: 'off_session',
};

function merchantSaving(customer: boolean, answer: boolean | null, usage: FutureUsage | null): Saving {
  if (usage !== null) return { attach: customer, allowRedisplay: 'limited', setupFutureUsage: usage };
  return {
    attach: false,
    allowRedisplay: answer === false ? redisplayAfter(false) : 'unspecified',
    setupFutureUsage: null,
  };
}

/** The merchant's setting takes precedence, but never turns a buyer's refusal into `always`. */
function overridden(
  byTable: AllowRedisplay,
  override: AllowRedisplay | null,
  answer: boolean | null,
): AllowRedisplay {
  if (override === null || (override === 'always' && answer === false)) return byTable;
  return override;
}

interface GivenCard {
  readonly customer: string | null;
  readonly allow_redisplay: string;
}

/** For a payment at checkout, with a new or a saved card; a saved card stays as it is, whatever the buyer answers. */
export function savingAtCheckout(
  { customer, doc }: SessionRow,
  card: GivenCard,
  savePaymentMethod: boolean | null,
): Saving {
  return decideSaving({
    customer: customer !== null,
    offered: doc.saved_payment_method_options.payment_method_save === 'enabled',
    savePaymentMethod: card.customer === null ? savePaymentMethod : null,
    usage: futureUsageOf(doc),
    override: doc.allow_redisplay,
  });
}

/**
 * Without Checkout the merchant decides: a new card with a future usage is attached. Whether it may be shown again was
 * set by its owner when it was created.
 */
export function savingWithoutCheckout(
  customer: string | null,
  card: GivenCard,
  usage: FutureUsage | null,
): Saving {
  return {
    attach: usage !== null && isSavedBy(customer, card),
    allowRedisplay: ownWord(card),
    setupFutureUsage: usage,
  };
}

/** In setup mode a checkout page has no other purpose: giving the card is consent to showing it again. */
export function savingInSetup(
  customer: string | null,
  card: GivenCard,
  usage: FutureUsage,
  session: { readonly allow_redisplay: AllowRedisplay | null } | null,
): Saving {
  return {
    attach: isSavedBy(customer, card),
    allowRedisplay: session === null ? ownWord(card) : (session.allow_redisplay ?? redisplayAfter(true)),
    setupFutureUsage: usage,
  };
}

function isSavedBy(customer: string | null, card: GivenCard): boolean {
  return customer !== null && card.customer === null;
}

function ownWord({ allow_redisplay }: GivenCard): AllowRedisplay {
  return allow_redisplay === 'always' || allow_redisplay === 'limited' ? allow_redisplay : 'unspecified';
}

/**
 * The uses that were agreed to. A box for showing the card again does not by itself allow charges while the customer is
 * away: that takes the terms beside it, or the merchant's own request for that use.
 */
export function agreedUses(
  consent: StatedConsent,
  allowRedisplay: AllowRedisplay,
  requested: FutureUsage | null,
): ConsentUse[] {
  const redisplay = consent.source !== 'server' && allowRedisplay === 'always';
  const offSession = consent.termsShown || requested === 'off_session';
  return [...(redisplay ? (['redisplay'] as const) : []), ...(offSession ? (['off_session'] as const) : [])];
}
