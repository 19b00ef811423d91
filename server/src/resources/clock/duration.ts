const units: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 60 * 60,
  d: 24 * 60 * 60,
  w: 7 * 24 * 60 * 60,
};

/** Seconds of `90`, `90s`, `15m`, `12h`, `8d` or `2w`; null for anything else. */
export function secondsOf(text: string): number | null {
  const [, amount, unit = 's'] = /^(\d{1,10})([smhdw])?$/.exec(text) ?? [];
  const seconds = units[unit];
  return amount === undefined || seconds === undefined ? null : Number(amount) * seconds;
}
