/** One thing that a customer may have agreed to: each use is named by itself. */
export type ConsentUse = 'redisplay' | 'off_session';

/** An entry of the consent journal: who agreed to what words, for which card and use, when, from where. */
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
  /** The exact words; null where the merchant's own page showed its own, or the merchant saved without asking. */
  readonly texts: {
    /** Null where there was no box: the card was given to be saved. */
    readonly save_label: string | null;
    readonly terms: string | null;
    readonly terms_url: string | null;
    readonly business: string;
  } | null;
  /** BCP 47 tag of the words shown. */
  readonly language: string | null;
  readonly texts_version: string | null;
  /** Who says so: the box in the element, the merchant's own page, or the merchant's server. */
  readonly source: 'element' | 'merchant_ui' | 'server';
  /**
   * Whether the element found these very words in view, whole and uncovered for half a second, when the buyer agreed; false
   * also where the browser cannot tell; null where the element did not show them. Missing on entries that were made before Onfile kept it.
   */
  readonly in_view?: boolean | null;
  /** Unix seconds, by the server's clock. */
  readonly agreed_at: number;
  readonly email: string | null;
  readonly ip_address: string;
  readonly user_agent: string | null;
  readonly request: string | null;
  /** Hash of the entry before; the genesis hash for the first. */
  readonly previous_hash: string;
}
