import type { Change, WireObject } from './change.ts';

const good: readonly unknown[] = ['authenticated', 'attempt_acknowledged', 'exempted'];

/** Before this, a charge described the outcome of 3-D Secure in two booleans. */
export const threeDSecureResult: Change = {
  version: '2020-08-27',
  description:
    '`three_d_secure.result` of a Charge took the place of the booleans `authenticated` and `succeeded`.',
  response: {
    charge: (charge) => {
      const details = part(charge.payment_method_details);
      const card = part(details?.card);
      const secure = part(card?.three_d_secure);
      if (secure === null) return charge;
      const { result } = secure;
      const before = {
        ...secure,
        authenticated: result === 'authenticated',
        succeeded: good.includes(result),
      };
      return {
        ...charge,
        payment_method_details: { ...details, card: { ...card, three_d_secure: before } },
      };
    },
  },
};

function part(value: unknown): WireObject | null {
  return value !== null && typeof value === 'object' ? (value as WireObject) : null;
}
