/** ISO 3166-1 alpha-2 codes of the places that issue cards. */
const codes = (
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF ' +
  'CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL ' +
  'GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB ' +
  'LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU ' +
  'NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ ' +
  'TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');

type Named = readonly [code: string, name: string];

const lists = new Map<string, readonly Named[]>();

/** Codes with their names in a language, in its alphabetical order. */
export function countriesIn(language: string): readonly Named[] {
  const known = lists.get(language);
  if (known !== undefined) return known;
  const collator = new Intl.Collator(language);
  const list = named(codes, language).sort(([, a], [, b]) => collator.compare(a, b));
  lists.set(language, list);
  return list;
}

/** Returns the country with the code, without naming and sorting them all; nothing for an unknown code. */
export function countryIn(language: string, code: string): readonly Named[] {
  return named(
    codes.filter((known) => known === code),
    language,
  );
}

function named(wanted: readonly string[], language: string): Named[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return wanted.map((code) => [code, names.of(code) ?? code]);
}
