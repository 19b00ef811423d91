import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { ConfirmOutcome } from '@onfile/shared/element-rpc.ts';
import type { PageApi } from '../api.ts';
import type { FrameGone } from '../frame-gone.ts';
import { waitFor } from './wait-for.ts';

/** The frame went while it confirmed: the session tells what became of it. */
export async function outcomeWithoutFrame(api: PageApi, gone: FrameGone): Promise<ConfirmOutcome> {
  const settled = ({ status, next_action }: CheckoutPage) => status !== 'open' || next_action !== null;
  const page = await waitFor(() => api.read(), settled);
  if (settled(page)) return { type: 'page', page };
  return { type: 'error', error: { message: gone.message, code: null, decline_code: null }, page };
}
