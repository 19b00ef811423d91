import { defaultFeeRate } from '../ledger/fees.ts';

/** What pages show of an account. */
export function businessView(account: Account) {
  const { brandColor, logoUrl, saveLabel, termsUrl } = account.settings;
  return {
    name: businessNameOf(account),
    color: brandColor,
    logo_url: logoUrl,
    terms_url: termsUrl,
    save_label: saveLabel,
  };
}

/** An account's own settings; each has a default, so that a fresh sandbox needs none. */
export interface AccountSettings {
  /** `#rrggbb`: the colour of the element and of Onfile's own page, unless a page chooses another. */
  readonly brandColor: string | null;
  readonly businessName: string | null;
  readonly country: string;
  readonly defaultCurrency: string;
  readonly email: string | null;
  readonly logoUrl: string | null;
  readonly statementDescriptor: string | null;
  readonly termsUrl: string | null;
  /** The API version of requests that name none; null for the server's default. */
  readonly apiVersion: string | null;
  /** The account's own wording of the save box, by language. */
  readonly saveLabel: Readonly<Record<string, string>>;
  /** What a charge costs the account: percent as decimal text, and minor units on top. */
  readonly feePercent: string;
  readonly feeFixed: number;
  /** The secret key that opens this sandbox; null for accounts in production mode. */
  readonly sandboxKey: string | null;
}

export interface Account {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly settings: AccountSettings;
  /** How many seconds its clock is ahead of the machine's. */
  readonly clockOffset: number;
  /** Whether some of its customers may live by another time. */
  readonly hasTestClocks: boolean;
}

export const defaultSettings: AccountSettings = {
  brandColor: null,
  businessName: null,
  country: 'US',
  defaultCurrency: 'usd',
  email: null,
  logoUrl: null,
  statementDescriptor: null,
  termsUrl: null,
  apiVersion: null,
  saveLabel: {},
  feePercent: defaultFeeRate.percent,
  feeFixed: defaultFeeRate.fixed,
  sandboxKey: null,
};

/** The name that buyers see. */
export function businessNameOf(account: Account): string {
  return account.settings.businessName ?? 'New business';
}
