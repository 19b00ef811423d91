/** A use that a customer may have agreed to; each is named separately. */
export type ConsentUse = 'redisplay' | 'off_session';

/** An entry of the consent journal: who agreed to what words, for which card and uses, when and from where. */
export interface ConsentEntry {
  /** From 1 without gaps, per account and mode. */
  readonly sequence: number;
  readonly id: string;
  readonly account: string;
  readonly livemode: boolean;
  readonly action: 'granted' | 'narrowed' | 'withdrawn';
  readonly customer: string;
  readonly payment_method: string;
  readonly card: { readonly brand: string; readonly last4: string; readonly fingerprint: string };
  readonly checkout_session: string | null;
  readonly payment_intent: string | null;
  readonly setup_intent: string | null;
  readonly uses: readonly ConsentUse[];
  /** The exact words; null if the merchant's own page showed its own, or the merchant saved without asking. */
  readonly texts: {
    /** Null if there was no box: giving the card meant saving it. */
    readonly save_label: string | null;
    readonly terms: string | null;
    readonly terms_url: string | null;
    readonly business: string;
  } | null;
  /** BCP 47 tag of the words shown. */
  readonly language: string | null;
  readonly texts_version: string | null;
  /** Who states it: the box in the element, the merchant's own page, or the merchant's server. */
  readonly source: 'element' | 'merchant_ui' | 'server';
  /**
   * Whether the element found exactly these words in view, whole and uncovered for half a second, when the buyer agreed;
   * false also if the browser cannot tell; null if the element did not show them. Absent from entries older than the field.
   */
  readonly in_view?: boolean | null;
  /** Unix seconds, by the server's clock. */
  readonly agreed_at: number;
  readonly email: string | null;
  readonly ip_address: string;
  readonly user_agent: string | null;
  readonly request: string | null;
  /** Hash of the previous entry; the genesis hash for the first. */
  readonly previous_hash: string;
}
