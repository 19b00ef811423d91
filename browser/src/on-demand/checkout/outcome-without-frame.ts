import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { ConfirmOutcome } from '@onfile/shared/element-rpc.ts';
import type { PageApi } from '../../api.ts';
import type { FrameGone } from '../../elements/frame-gone.ts';
import { waitFor } from '../wait-for.ts';

/** The frame went while it confirmed: the session tells what became of it, as soon as it can be asked. */
export async function outcomeWithoutFrame(api: PageApi, gone: FrameGone): Promise<ConfirmOutcome> {
  const page = await waitFor(() => api.read().catch(() => null), isSettled);
  if (isSettled(page)) return { type: 'page', page };
  return { type: 'error', error: { message: gone.message, code: null, decline_code: null }, page };
}

function isSettled(page: CheckoutPage | null): page is CheckoutPage {
  return page !== null && (page.status !== 'open' || page.next_action !== null);
}
