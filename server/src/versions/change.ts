import type { Form } from '../params/form.ts';

/** An API object on its way out, by its `object` name. */
export type WireObject = { readonly [field: string]: unknown };

/** One incompatible change of the API. Versions dated before `version` see the older form. */
export interface Change {
  /** The first version that has the change. */
  readonly version: string;
  readonly description: string;
  /** Rewrites a request made in an older version to the newer form. */
  readonly request?: (call: { readonly method: string; readonly path: string }, form: Form) => Form;
  /** Refuses what a request in this version or a newer one may no longer say, where the error has words of its own. */
  readonly refuse?: (call: { readonly method: string; readonly path: string }, form: Form) => void;
  /** What a request made in an older version calls a parameter that an error names. */
  readonly param?: (call: { readonly method: string; readonly path: string }, name: string) => string;
  /** Fields that older versions show unasked, by the `object` name of their owner; since then `expand` shows them. */
  readonly hides?: Readonly<Record<string, readonly string[]>>;
  /** Fields that older versions show unasked, and of which there is nothing since. */
  readonly removes?: Readonly<Record<string, readonly string[]>>;
  /** Rewrites objects of an answer to the older form, by their `object` name. */
  readonly response?: Readonly<Record<string, (object: WireObject) => WireObject>>;
}
