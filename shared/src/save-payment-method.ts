/**
 * The buyer's answer to whether their card is saved, and what they saw when they gave it: the parameters that a page sends
 * with the card. Private to Onfile's own browser script, as the calls of a checkout page are.
 */
export type SavePaymentMethod = {
  /** Missing where nobody asked the buyer. */
  readonly save_payment_method?: boolean | undefined;
  readonly consent?: ShownConsent | undefined;
};

/** Who asked for the agreement, and what the element knows of the words that it showed. */
export type ShownConsent = {
  readonly source: 'element' | 'merchant_ui';
  /** BCP 47 tag of the words. */
  readonly language?: string | undefined;
  readonly texts_version?: string | undefined;
  /** Whether the terms of charging later were shown. */
  readonly terms_shown?: boolean | undefined;
  /** The words themselves, one text a line. */
  readonly words?: string | undefined;
  readonly in_view?: boolean | undefined;
};

/** What a buyer's answer says of the card itself, where saving was offered to them. */
export function redisplayAfter(savePaymentMethod: boolean): 'always' | 'limited' {
  return savePaymentMethod ? 'always' : 'limited';
}
