import type { Change } from './change.ts';

const version = '2022-08-01';

/** Before this, a Checkout Session had its PaymentIntent from the start. */
export const intentsAtConfirmation: Change = {
  version,
  description: 'The PaymentIntent of a Checkout Session is made when the session is confirmed.',
};

export function makesIntentsAtOnce(spoken: string): boolean {
  return spoken < version;
}
