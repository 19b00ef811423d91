import type { Reader } from '../store/store.ts';
import official from './official-expandables.json' with { type: 'json' };
import type { View } from './view.ts';

/** A field that `expand` can replace by the object it names. */
export interface Expandable {
  /** `object` name of what it becomes, of several by `|`; `list:x` for a list of x. */
  readonly to: string;
  /** What a restricted key must be able to read for it; null for what is a part of its owner. */
  readonly resource: string | null;
  /**
   * Takes the field's id, or the owner's id for fields that are hidden until expanded, and the time of the account
   * (unix seconds). Null for what Onfile has nothing of: the field is shown as it is, and as null where it is hidden.
   */
  readonly load: ((reader: Reader, id: string, now: number) => Promise<View | null>) | null;
}

/** By the owner's `object` name, then by field. */
export type Expandables = Readonly<Record<string, Readonly<Record<string, Expandable>>>>;

/**
 * All that the official types can expand, from whatever object of ours: what the rooms load, and nothing where Onfile
 * has nothing. `official-expandables.json` is read from the types; a test holds it to them.
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
