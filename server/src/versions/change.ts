import type { Form } from '../params/form.ts';

/** An API object in an answer, identified by its `object` name. */
export type WireObject = { readonly [field: string]: unknown };

/** One incompatible change of the API. Versions dated before `version` see the older form. */
export interface Change {
  /** The first version with the change. */
  readonly version: string;
  readonly description: string;
  /** Rewrites a request made in an older version to the newer form. */
  readonly request?: (call: { readonly method: string; readonly path: string }, form: Form) => Form;
  /** Refuses what a request in this version or a newer one may no longer contain, if the error has its own words. */
  readonly refuse?: (call: { readonly method: string; readonly path: string }, form: Form) => void;
  /** What an older version calls a parameter that an error names. */
  readonly param?: (call: { readonly method: string; readonly path: string }, name: string) => string;
  /** Fields that older versions show without being asked, by the `object` name of their owner; now `expand` shows them. */
  readonly hides?: Readonly<Record<string, readonly string[]>>;
  /** Fields that older versions show without being asked, and that no longer exist. */
  readonly removes?: Readonly<Record<string, readonly string[]>>;
  /** Rewrites objects of an answer to the older form, by their `object` name. */
  readonly response?: Readonly<Record<string, (object: WireObject) => WireObject>>;
}
