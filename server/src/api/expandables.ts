import type { Reader } from '../store/store.ts';
import type { View } from './route.ts';

/** A field that `expand` can replace by the object it names. */
export interface Expandable {
  /** `object` name of what it becomes; `list:x` for a list of x. */
  readonly to: string;
  /** What a restricted key must be able to read for it; null for what is a part of its owner. */
  readonly resource: string | null;
  /** Takes the field's id, or the owner's id for fields that are hidden until expanded. */
  readonly load: (reader: Reader, id: string) => Promise<View | null>;
}

/** By the owner's `object` name, then by field. */
export type Expandables = Readonly<Record<string, Readonly<Record<string, Expandable>>>>;
