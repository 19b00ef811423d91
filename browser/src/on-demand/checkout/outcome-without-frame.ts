import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { ConfirmOutcome } from '@onfile/shared/element-rpc.ts';
import type { PageApi } from '../../api.ts';
import type { FrameGone } from '../../elements/frame-gone.ts';
import { waitFor } from '../wait-for.ts';

/** For when the frame disappeared while confirming: asks the session for the outcome as soon as it can be reached. */
export async function outcomeWithoutFrame(api: PageApi, gone: FrameGone): Promise<ConfirmOutcome> {
  const page = await waitFor(() => api.read().catch(() => null), isSettled);
  if (isSettled(page)) return { type: 'page', page };
  return { type: 'error', error: { message: gone.message, code: null, decline_code: null }, page };
}

function isSettled(page: CheckoutPage | null): page is CheckoutPage {
  return page !== null && (page.status !== 'open' || page.next_action !== null);
}
