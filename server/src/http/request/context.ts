import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyRoute, Prepared } from '../../api/route.ts';
import type { OpenCall } from '../../flows/call.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import type { Form } from '../../params/form.ts';
import type { Services } from '../../services.ts';
import type { AccountStore } from '../../store/store.ts';
import { newestVersion } from '../../versions/version.ts';
import type { Expansion } from './expand.ts';
import type { HeldKey } from './idempotency/held-key.ts';
import type { IdempotentRequest, Storing } from './idempotency/key-records.ts';

/** A request, and the reply that its steps write. */
export interface Exchange {
  readonly requestId: string;
  /** Unix seconds of the machine's clock. */
  readonly now: number;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A member's request that has an entry in the audit log. */
export interface AuditedRequest {
  /** Adds how it ended; an entry without that belongs to a request during which the server stopped. */
  end(status: number, body: string): Promise<void>;
}

/** What came in a multipart body. */
export interface Upload {
  /** The parameters, in which the file has its name and size. */
  readonly form: Form;
  /** The file's contents; null if the body has none. */
  readonly bytes: Buffer | null;
  /** Of the contents, to tell one request from another. */
  readonly digest: string;
}

/** A request on its way: what each step found out, or null until that is known. */
export interface Context extends Exchange {
  readonly services: Services;
  readonly route: AnyRoute;
  /** As it was requested, without its query. */
  readonly path: string;
  /** Everything that was sent, including what is not a parameter of the call. */
  form: Form;
  /** A multipart body, with its file apart from the form; null for a request whose body is a form. */
  upload: Upload | null;
  caller: Caller | null;
  /** The key, masked, or the member's id. */
  name: string;
  /** Of the caller's account and mode. */
  store: AccountStore | null;
  /** Reduces a body to what the caller may see. */
  shown: <Body extends object>(body: Body) => Body;
  /** Whether objects are shown without their secrets. */
  hidesSecrets: boolean;
  audited: AuditedRequest | null;
  /** The API version that the caller uses. */
  version: string;
  /** The parameters of the call itself: as sent, and later in the newest version. */
  parameters: Form;
  /** Also null for a request without a key. */
  idempotent: IdempotentRequest | null;
  /** What the key's record is written with; null without a key. */
  storing: Storing | null;
  /** A flow's hold on its key; null for other routes, and without a key. */
  held: HeldKey | null;
  expansion: Expansion;
  prepared: Prepared | null;
  call: OpenCall | null;
  /** The refusal, as the log shows it. */
  error: object | null;
  /** What ends with the request, newest first. */
  readonly releases: (() => void)[];
}

/** A context in which these fields are known. */
export type Knowing<Field extends keyof Context> = Context & {
  [Name in Field]: NonNullable<Context[Name]>;
};

/** Adds what a step found out. */
export function learn<Given extends Context, Found extends Partial<Context>>(
  context: Given,
  found: Found,
): Given & Found {
  return Object.assign(context, found);
}

/** A request of which only the path is known. */
export function arrived(
  services: Services,
  route: AnyRoute,
  { requestId, now, request, reply }: Exchange,
): Context {
  // Each field by name: V8 copies an object again for every field that is added to a spread one.
  return {
    requestId,
    now,
    request,
    reply,
    services,
    route,
    path: request.url.split('?', 1)[0] ?? '',
    form: {},
    upload: null,
    caller: null,
    name: '',
    store: null,
    shown: (body) => body,
    hidesSecrets: false,
    audited: null,
    version: newestVersion,
    parameters: {},
    idempotent: null,
    storing: null,
    held: null,
    expansion: { paths: [], plans: [] },
    prepared: null,
    call: null,
    error: null,
    releases: [],
  };
}
