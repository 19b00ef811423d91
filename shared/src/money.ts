// The calls are marked as pure, so that a browser bundle without `isCurrency` leaves the list out.

/** Currencies as Stripe lists them, lower case. Source: Stripe's list of supported presentment currencies. */
export const currencies = /* @__PURE__ */ (
  'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc ' +
  'cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd jod jpy kes kgs ' +
  'khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab ' +
  'pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx ' +
  'uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw'
).split(' ');

const known = /* @__PURE__ */ new Set(currencies);
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));
/** Written with two decimals, but the networks carry whole units only. */
const wholeOnly = new Set(['isk', 'ugx']);

/** The largest amount of one payment, in minor units. */
export const maximumAmount = 99_999_999;

/** The smallest charge by currency, in minor units. Source: Stripe's table of minimum charge amounts. */
const minimumCharges: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

export function isCurrency(text: string): boolean {
  return known.has(text);
}

/** How many minor units make one major unit. */
export function minorUnitDivisor(currency: string): 1 | 100 | 1000 {
  if (zeroDecimal.has(currency)) return 1;
  return threeDecimal.has(currency) ? 1000 : 100;
}

/** Charges are multiples of this many minor units. Source: the special cases in Stripe's list of currencies. */
export function amountStep(currency: string): 1 | 10 | 100 {
  if (wholeOnly.has(currency)) return 100;
  return threeDecimal.has(currency) ? 10 : 1;
}

/** In minor units; 1 if no minimum is published. */
export function minimumCharge(currency: string): number {
  return minimumCharges[currency] ?? 1;
}

/** Formats an amount in minor units for readers of `locale` (BCP 47): `$20.00`, `20,00 €`. */
export function formatAmount(minorUnits: number, currency: string, locale: string): string {
  const digits = { 1: 0, 100: 2, 1000: 3 }[minorUnitDivisor(currency)];
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minorUnits / minorUnitDivisor(currency));
}
