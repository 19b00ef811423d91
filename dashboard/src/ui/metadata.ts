import type { FormGroup } from '@onfile/shared/form-encoding.ts';

/** A key and its value while somebody edits them. */
export interface Pair {
  /** Stays the same while the name changes. */
  readonly row: number;
  readonly name: string;
  readonly value: string;
}

export function pairsOf(metadata: Readonly<Record<string, string>>): readonly Pair[] {
  return Object.entries(metadata).map(([name, value], row) => ({ row, name, value }));
}

/** What to send so that the metadata matches the pairs; keys that are gone or empty are unset. */
export function metadataChange(before: Readonly<Record<string, string>>, pairs: readonly Pair[]): FormGroup {
  const known = new Map(Object.entries(before));
  const named = pairs.map(({ name, value }) => [known.has(name) ? name : name.trim(), value] as const);
  const after = new Map(named.filter(([name]) => name !== ''));
  const gone = [...known.keys()].filter((name) => !after.has(name)).map((name) => [name, ''] as const);
  const changed = [...after].filter(([name, value]) => (known.get(name) ?? '') !== value);
  return Object.fromEntries([...gone, ...changed]);
}
