import type { Call } from '../call.ts';

/** What carrying a payment through needs of the call that asks for it; jobs and the challenge's page have it too. */
export type PaymentContext = Pick<
  Call<unknown>,
  'account' | 'livemode' | 'now' | 'origin' | 'services' | 'store'
>;
