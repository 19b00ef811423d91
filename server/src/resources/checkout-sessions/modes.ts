import type { CreateParams } from './params.ts';
import type { FutureUsage, SessionDoc } from './table.ts';

type Name = keyof CreateParams;

/** What a session does in its mode, as far as modes differ. */
interface Mode {
  /** Has line items and amounts, and so could have discounts and an invoice. */
  readonly sells: boolean;
  /** Its page shows the customer's saved cards, and asks whether to save a new one. */
  readonly showsSavedCards: boolean;
  /** The kind of intent it ends with. */
  readonly intent: 'payment_intent' | 'setup_intent';
  /** The value of `payment_method_collection`. */
  readonly collectsCard: 'always' | 'if_required';
  /** The usage for which its card is saved in any case; null if the merchant decides. */
  readonly ownUsage: FutureUsage | null;
  /** Parameters that only other modes have, in alphabetical order. */
  readonly misplaced: readonly Name[];
  /** Why `payment_method_collection` cannot be set. */
  readonly collectionRefused: string;
  /** The required parameter that is missing; null if there is none. */
  missing(given: CreateParams): Name | null;
}

/** Sources: the official types' comments, and Stripe's messages as shops have reported them. */
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

/** The mode that a new session asks for; `subscription` has been refused before. */
export function askedMode({ mode }: Pick<CreateParams, 'mode'>): SessionDoc['mode'] {
  return mode === 'setup' ? 'setup' : 'payment';
}
