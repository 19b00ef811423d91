import type { Reader } from '../store/store.ts';
import official from './official-expandables.json' with { type: 'json' };
import type { View } from './view.ts';

/** A field that `expand` can replace with the object it names. */
export interface Expandable {
  /** `object` name of what it becomes, several separated by `|`; `list:x` for a list of x. */
  readonly to: string;
  /** What a restricted key must be able to read for it; null for a part of its owner. */
  readonly resource: string | null;
  /**
   * Takes the field's id, or the owner's id for a field that is hidden until expanded, and the account's time (unix
   * seconds). Null for what Onfile does not have: then the field stays as it is, or is null if it was hidden.
   */
  readonly load: ((reader: Reader, id: string, now: number) => Promise<View | null>) | null;
}

/** By the owner's `object` name, then by field. */
export type Expandables = Readonly<Record<string, Readonly<Record<string, Expandable>>>>;

/**
 * Everything the official types can expand from any object of ours: what our resources load, and nothing for what Onfile
 * does not have. `official-expandables.json` is read from the types; a test checks it against them.
 */
export function withOfficial(loaded: Expandables): Expandables {
  const all: Record<string, Record<string, Expandable>> = {};
  for (const [owner, fields] of Object.entries(official)) {
    all[owner] = Object.fromEntries(
      Object.entries(fields).map(([field, to]) => [field, { to, resource: null, load: null }]),
    );
  }
  for (const [owner, fields] of Object.entries(loaded)) all[owner] = { ...all[owner], ...fields };
  return all;
}
