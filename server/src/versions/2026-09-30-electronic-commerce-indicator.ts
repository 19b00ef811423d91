import type { Change } from './change.ts';

/** The issuer's liability indicator was added to the card of a charge. */
export const electronicCommerceIndicator: Change = {
  version: '2026-09-30.endive',
  description: '`payment_method_details.card.electronic_commerce_indicator` of Charges appeared.',
  response: {
    charge: (charge) => {
      const details = charge.payment_method_details;
      if (details === null || typeof details !== 'object' || !('card' in details)) return charge;
      const { card } = details;
      if (card === null || typeof card !== 'object') return charge;
      const { electronic_commerce_indicator: _newer, ...older } = card as Record<string, unknown>;
      return { ...charge, payment_method_details: { ...details, card: older } };
    },
  },
};
