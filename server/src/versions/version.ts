/** The release trains and the days between which their versions are dated. Source: Stripe's API changelog. */
const trains = [
  { name: 'acacia', first: '2024-09-30', last: '2025-03-30' },
  { name: 'basil', first: '2025-03-31', last: '2025-09-29' },
  { name: 'clover', first: '2025-09-30', last: '2026-03-24' },
  { name: 'dahlia', first: '2026-03-25', last: '2026-09-29' },
  { name: 'endive', first: '2026-09-30', last: '2026-10-28' },
] as const;

/** The version that the code speaks; the newest that the official types name. */
export const newestVersion = '2026-10-28.endive';
/** Spoken with requests that name no version and accounts that are pinned to none. */
export const defaultVersion = '2025-09-30.clover';

const oldest = '2011-01-01';

/** The newest version, and the first one of each release train: newest first. */
export const offeredVersions: readonly string[] = [
  newestVersion,
  ...trains.map(({ first, name }) => `${first}.${name}`).reverse(),
];

/** Whether the text names a version that ever was: a day, and the train of that day from acacia on. */
export function isVersion(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})(?:\.([a-z]+))?$/.exec(text);
  const day = match?.[1];
  if (match === null || day === undefined || !isDay(day) || day < oldest) return false;
  const train = trains.find(({ first, last }) => first <= day && day <= last);
  return train === undefined ? day < trains[0].first && match[2] === undefined : match[2] === train.name;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
