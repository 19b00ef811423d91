import type { AllowRedisplay } from '../payment-methods/rules.ts';
import type { FutureUsage } from './table.ts';

export interface SavingQuestion {
  /** Whether there is, or will be, a customer to save to. */
  readonly customer: boolean;
  /** Whether the merchant offers to save (`payment_method_save=enabled`). */
  readonly offered: boolean;
  /** The buyer's answer; null when they were not asked. */
  readonly agreed: boolean | null;
  /** What the merchant asks for by itself. */
  readonly usage: FutureUsage | null;
  /** `payment_method_data[allow_redisplay]` */
  readonly override: AllowRedisplay | null;
}

export interface Saving {
  readonly attach: boolean;
  readonly allowRedisplay: AllowRedisplay;
  readonly setupFutureUsage: FutureUsage | null;
}

/**
 * What happens to a new card of a payment. Source: Stripe's guide to saving during a payment and its mobile SDKs.
 * An agreement counts only where saving is offered and there is a customer to save to.
 */
export function decideSaving(question: SavingQuestion): Saving {
  const { customer, offered, usage, override } = question;
  const agreed = customer && offered ? question.agreed : null;
  const byTable = agreed === true ? agreedSaving : merchantSaving(customer, agreed, usage);
  return { ...byTable, allowRedisplay: overridden(byTable.allowRedisplay, override, question.agreed) };
}

/** The buyer's own yes: shown again, and chargeable while they are away. */
const agreedSaving: Saving = { attach: true, allowRedisplay: 'always', setupFutureUsage: 'off_session' };

function merchantSaving(customer: boolean, agreed: boolean | null, usage: FutureUsage | null): Saving {
  if (usage !== null) return { attach: customer, allowRedisplay: 'limited', setupFutureUsage: usage };
  return {
    attach: false,
    allowRedisplay: agreed === false ? 'limited' : 'unspecified',
    setupFutureUsage: null,
  };
}

/** The merchant's word wins, but never makes `always` of a buyer's no. */
function overridden(
  byTable: AllowRedisplay,
  override: AllowRedisplay | null,
  agreed: boolean | null,
): AllowRedisplay {
  if (override === null || (override === 'always' && agreed === false)) return byTable;
  return override;
}
