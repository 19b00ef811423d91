import type { CreateParams } from './params.ts';
import type { FutureUsage, SessionDoc } from './table.ts';

type Name = keyof CreateParams;

/** What a session does in its mode, where modes differ. */
interface Mode {
  /** There are line items and amounts; discounts and an invoice are thinkable. */
  readonly sells: boolean;
  /** Its page shows the customer's saved cards, and asks whether a new one is to be saved. */
  readonly showsSavedCards: boolean;
  /** By what it ends. */
  readonly intent: 'payment_intent' | 'setup_intent';
  /** As `payment_method_collection` tells it. */
  readonly collectsCard: 'always' | 'if_required';
  /** For what its card is saved in any case; null where the merchant says so. */
  readonly ownUsage: FutureUsage | null;
  /** Parameters that only other modes have, in the order of the alphabet. */
  readonly misplaced: readonly Name[];
  /** Why `payment_method_collection` cannot be set. */
  readonly collectionRefused: string;
  /** The parameter that is required and not there; null for none. */
  missing(given: CreateParams): Name | null;
}

/** Sources: the official types' comments, and Stripe's words as shops have met them. */
const modes: Readonly<Record<SessionDoc['mode'], Mode>> = {
  payment: {
    sells: true,
    showsSavedCards: true,
    intent: 'payment_intent',
    collectsCard: 'if_required',
    ownUsage: null,
    misplaced: ['setup_intent_data', 'subscription_data'],
    collectionRefused: 'You can only set `payment_method_collection` if there are recurring prices.',
    missing: ({ line_items = [] }) => (line_items.length === 0 ? 'line_items' : null),
  },
  setup: {
    sells: false,
    showsSavedCards: false,
    intent: 'setup_intent',
    collectsCard: 'always',
    ownUsage: 'off_session',
    misplaced: [
      'allow_promotion_codes',
      'custom_fields',
      'discounts',
      'invoice_creation',
      'line_items',
      'optional_items',
      'payment_intent_data',
      'phone_number_collection',
      'saved_payment_method_options',
      'shipping_options',
      'submit_type',
      'subscription_data',
    ],
    collectionRefused: 'You can only set `payment_method_collection` in `subscription` mode.',
    missing: ({ currency, allowed_payment_method_types }) =>
      currency === undefined && allowed_payment_method_types === undefined ? 'currency' : null,
  },
};

export function modeOf({ mode }: Pick<SessionDoc, 'mode'>): Mode {
  return modes[mode];
}

/** The mode that a new session asks for; `subscription` is refused before. */
export function askedMode({ mode }: Pick<CreateParams, 'mode'>): SessionDoc['mode'] {
  return mode === 'setup' ? 'setup' : 'payment';
}
