import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { paymentSettings } from '../elements/element-options.ts';
import type { ElementType, FramedElement } from '../elements/framed-element.ts';
import { IntegrationError } from '../integration-error.ts';

/** Whether a session can be confirmed as it is, with what was typed into the mounted elements. */
export function canConfirm(
  page: CheckoutPage,
  mounted: (type: ElementType) => FramedElement | null,
): boolean {
  if (page.status !== 'open') return false;
  const payment = mounted('payment');
  const asksPhone = payment !== null && paymentSettings(payment.options).fields.phone === 'auto';
  if (page.phone_number_collection && page.phone_number === null && !asksPhone) return false;
  if (page.billing_address_collection === 'required' && !page.billing_address?.address.line1) return false;
  return [payment, mounted('contactDetails')].every((element) => element === null || element.state.complete);
}

/** Calls `changed` when it changes whether the session can be confirmed; while it is being confirmed, it cannot be. */
export function newConfirmability(can: () => boolean, changed: () => void) {
  let confirming = false;
  let told = false;
  const now = () => !confirming && can();

  function notice(): void {
    if (now() === told) return;
    told = !told;
    changed();
  }

  return {
    now,
    notice,
    /** Skips the notification: the page hears of the whole session anyway. */
    settle(): void {
      told = now();
    },
    async whileConfirming<Result>(confirm: () => Promise<Result>): Promise<Result> {
      if (confirming)
        throw new IntegrationError('confirm() is already running. Wait for it before calling it again.');
      confirming = true;
      notice();
      try {
        return await confirm();
      } finally {
        confirming = false;
        notice();
      }
    },
  };
}
