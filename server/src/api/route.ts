import type { Call, OpenCall } from '../flows/call.ts';
import type { Form } from '../params/form.ts';
import type { ParamsSchema } from '../params/params.ts';
import type { View } from '../resources/view.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { ReadableObject } from './browser-fields.ts';
import type { AnySetters, Setters } from './field-access.ts';

export interface UploadRule {
  /** The maximum size of the file, given the parameters known so far. */
  readonly bytesMax: (known: Form) => number;
}

interface RouteBase<Params> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly params: ParamsSchema<Params>;
  /** `object` name of the answer, or of a list's items, from which `expand` starts. */
  readonly returns: string;
  /** `object` name of what it creates or changes, if that is not what it returns. */
  readonly changes?: string;
  /** Set if it takes a body with a file. */
  readonly upload?: UploadRule;
  /** The answer contains a secret that is shown once: its idempotency key records that it was carried out, but no secret. */
  readonly answersOnce?: boolean;
}

/**
 * `browser` calls also accept a publishable key together with the client secret of the object in the path; `page` calls,
 * a publishable key alone; `member` calls accept no key, only somebody signed in to the dashboard.
 */
type Callers<Params> =
  | { readonly callers?: 'server' | 'member'; readonly settable?: undefined }
  | {
      readonly callers: 'browser' | 'page';
      /** Who may set what: the call's row of `browser-fields.ts`. */
      readonly settable: Setters<Params>;
      readonly returns: ReadableObject;
    };

export type Route<Params> = RouteBase<Params> &
  Callers<NoInfer<Params>> &
  (
    | { readonly read: (call: Call<Params>, reader: Reader) => Promise<View> }
    /** One transaction: the change, its events and the idempotency record commit together. */
    | { readonly write: (call: Call<Params>, transaction: Transaction) => Promise<View> }
    /**
     * Several transactions with calls to the card network in between. It may run again after a crash. If only some
     * parameters need the network (`needsNetwork`), `write` handles the others.
     */
    | {
        readonly flow: (call: Call<Params>) => Promise<View>;
        readonly write?: (call: Call<Params>, transaction: Transaction) => Promise<View>;
        readonly needsNetwork?: (params: Params) => boolean;
      }
  );

/** A route with its parameter type closed over, as the pipeline takes it. */
export interface AnyRoute extends Required<Omit<RouteBase<unknown>, 'params' | 'upload'>> {
  /** Null for calls whose body is a form. */
  readonly upload: UploadRule | null;
  readonly callers: 'server' | 'browser' | 'page' | 'member';
  /** Null for calls that no browser makes. */
  readonly settable: AnySetters | null;
  readonly prepare: (form: Form) => Prepared;
}

/** A call whose parameters have been read. */
export type Prepared =
  | { readonly kind: 'read' | 'flow'; readonly run: (call: OpenCall) => Promise<View> }
  | { readonly kind: 'write'; readonly run: (call: OpenCall, transaction: Transaction) => Promise<View> };

export function route<Params>(definition: Route<Params>): AnyRoute {
  const { method, path, returns, callers = 'server', settable = null, answersOnce = false } = definition;
  const { changes = returns, upload = null } = definition;
  return {
    method,
    path,
    returns,
    callers,
    settable,
    answersOnce,
    changes,
    upload,
    prepare: (form) => prepare(definition, definition.params.read(form)),
  };
}

function prepare<Params>(definition: Route<Params>, params: Params): Prepared {
  if ('read' in definition) {
    return { kind: 'read', run: (call) => definition.read({ ...call, params }, call.store.reader) };
  }
  if ('flow' in definition && (definition.needsNetwork?.(params) ?? true)) {
    return { kind: 'flow', run: (call) => definition.flow({ ...call, params }) };
  }
  const { write } = definition;
  if (write === undefined)
    throw new Error(`${definition.path} has no write for parameters without the network.`);
  return { kind: 'write', run: (call, transaction) => write({ ...call, params }, transaction) };
}
