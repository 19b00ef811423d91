/**
 * The buyer's answer to saving their card, and what they saw when they gave it: parameters that a page sends with the card.
 * Private to Onfile's own browser script, like the calls of a checkout page.
 */
export type SavePaymentMethod = {
  /** Absent if nobody asked the buyer. */
  readonly save_payment_method?: boolean | undefined;
  readonly consent?: ShownConsent | undefined;
};

/** Who asked for consent, and what the element knows about the words it showed. */
export type ShownConsent = {
  readonly source: 'element' | 'merchant_ui';
  /** BCP 47 tag of the words. */
  readonly language?: string | undefined;
  readonly texts_version?: string | undefined;
  /** Whether the terms for later charges were shown. */
  readonly terms_shown?: boolean | undefined;
  /** The words themselves, one text per line. */
  readonly words?: string | undefined;
  readonly in_view?: boolean | undefined;
};

/** How the card may be shown again after the buyer's answer to an offer to save it. */
export function redisplayAfter(savePaymentMethod: boolean): 'always' | 'limited' {
  return savePaymentMethod ? 'always' : 'limited';
}
