/** The supported versions from before release trains, oldest first. Source: Stripe's API changelog. */
const dated = [
  '2020-03-02',
  '2020-08-27',
  '2022-08-01',
  '2022-11-15',
  '2023-08-16',
  '2023-10-16',
  '2024-04-10',
  '2024-06-20',
] as const;

/** The release trains and the dates of their versions. Source: the versions that stripe-node's changelog names. */
const trains = {
  acacia: ['2024-09-30', '2024-10-28', '2024-11-20', '2024-12-18', '2025-01-27', '2025-02-24'],
  basil: ['2025-03-31', '2025-04-30', '2025-05-28', '2025-06-30', '2025-07-30', '2025-08-27'],
  clover: ['2025-09-30', '2025-10-29', '2025-11-17', '2025-12-15', '2026-01-28', '2026-02-25'],
  dahlia: ['2026-03-25', '2026-04-22', '2026-05-27', '2026-06-24', '2026-07-29', '2026-08-26'],
  endive: ['2026-09-30', '2026-10-28'],
} as const;

/** The version that the code speaks: the newest that the official types name. */
export const newestVersion = '2026-10-28.endive';
/** The version of requests that name none, from accounts that are pinned to none. */
export const defaultVersion = '2025-09-30.clover';
/** Changes before this version are not known here. */
export const oldestVersion = dated[0];

/** The newest version, and the first one of each release train: newest first. */
export const offeredVersions: readonly string[] = [
  newestVersion,
  ...Object.entries(trains)
    .map(([train, [first]]) => `${first}.${train}`)
    .reverse(),
];

const spoken: ReadonlySet<string> = new Set([
  ...dated,
  ...Object.entries(trains).flatMap(([train, days]) => days.map((day) => `${day}.${train}`)),
]);

/** Whether the text names a supported version. */
export function isVersion(text: string): boolean {
  return spoken.has(text);
}

/** A version without the names of previews and betas after it, which are not supported: `2025-03-31.basil; a=v1`. */
export function withoutBetas(text: string): string {
  return text.split(';', 1)[0]?.trim() ?? '';
}
