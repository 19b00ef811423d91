import { ApiError, errors } from '@onfile/shared/errors.ts';
import type { FastifyRequest } from 'fastify';
import type { AnyRoute, Prepared } from '../../api/route.ts';
import { expandablesIn, withUnasked } from '../../api/unasked.ts';
import type { OpenCall } from '../../flows/call.ts';
import { idsNamed, timeOf } from '../../flows/customers/customer-clock.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import type { Form } from '../../params/form.ts';
import { withoutCards } from '../../redaction/without-cards.ts';
import type { Services } from '../../services.ts';
import { seesSecrets } from '../../sign-in/roles.ts';
import type { Origin, Reader, Transaction } from '../../store/store.ts';
import { UnknownCursor } from '../../store/table.ts';
import { downgradeParam, downgradeResponse, upgradeRequest } from '../../versions/index.ts';
import { newestVersion } from '../../versions/version.ts';
import { refuseForeignPage } from '../pages/foreign-pages.ts';
import { readKey } from './02-key.ts';
import { memberCaller } from './02-member.ts';
import { accountResolver, requireOwnAccount } from './03-account.ts';
import { versionOf } from './04-version-up.ts';
import {
  findAnswer,
  type IdempotentRequest,
  idempotentRequest,
  reserveKey,
  resumesOf,
  runningKeys,
  storeAnswer,
} from './05-idempotency.ts';
import { expand, planExpansion, resourcesOf } from './10-expand.ts';
import { type AuditedRequest, beginAudited } from './audited-request.ts';
import { requireSettable, shownToBrowser } from './browser-access.ts';
import { browserCaller } from './browser-caller.ts';
import { answerToFault, errorBody, isApiError, wordsOf } from './error-response.ts';
import type { Exchange } from './exchange.ts';
import { jsonText } from './json-text.ts';
import { loggedParameters } from './logged-parameters.ts';
import { tellingOtherSandbox } from './other-sandbox.ts';
import { permit, permitReading } from './permit.ts';
import { readableWith } from './readable-objects.ts';
import {
  expandList,
  formOf,
  header,
  inHeader,
  readablePath,
  secretsOf,
  textOf,
  userAgentOf,
  withoutNoise,
} from './request-parts.ts';

/** What becomes known of a request on its way. */
interface Spoken {
  version: string;
  caller: {
    readonly account: string;
    readonly livemode: boolean;
    readonly kind: Caller['kind'];
    readonly clockOffset: number;
    /** The key, masked, or the member's id. */
    readonly key: string;
  } | null;
  error: object | null;
  /** Who must not be shown secrets gets objects without them. */
  hidesSecrets: boolean;
  /** A body as the caller may know it. */
  shown: <Body extends object>(body: Body) => Body;
  audited: AuditedRequest | null;
  /** A flow's earlier steps stand when a later one fails. */
  inSteps: boolean;
  /** Of the caller's account and mode. */
  reader: Reader | null;
}

/** Who asks for what. */
interface Asked {
  readonly caller: Caller;
  readonly form: Form;
  readonly path: string;
  /** The key, masked, or the member's id. */
  readonly name: string;
}

/** The life of a request, step by step: key, account, version, idempotency, schema, rule, view, expand, version. */
export function pipeline(services: Services) {
  const resolveAccount = accountResolver(services);
  const running = runningKeys();
  const expandablesOf = remembered(expandablesIn);

  /** Answers the body as JSON text; the status and headers are set on the reply. Never throws an ApiError. */
  async function answer(route: AnyRoute, exchange: Exchange): Promise<string> {
    const begun = performance.now();
    const spoken: Spoken = {
      version: newestVersion,
      caller: null,
      error: null,
      hidesSecrets: false,
      shown: (body) => body,
      audited: null,
      inSteps: false,
      reader: null,
    };
    try {
      const body = await succeed(route, exchange, spoken).catch((error: unknown) =>
        refuse(error, exchange, spoken),
      );
      await spoken.audited?.end(exchange.reply.statusCode, body);
      return body;
    } finally {
      note(exchange, spoken, performance.now() - begun);
    }
  }

  /** Whoever cannot be named has no log; looking at logs and at the dashboard's figures would only fill it, where that goes well. */
  function note({ request, reply, requestId, now }: Exchange, spoken: Spoken, took: number): void {
    const { caller, error, version } = spoken;
    if (caller === null || !services.requestLog.hasRoom(caller.account, now, reply.statusCode)) return;
    const path = request.url.split('?', 1)[0] ?? '';
    const looking = path.startsWith('/v1/onfile/') || header(request, 'onfile-dashboard') === '1';
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (looking && reading && reply.statusCode < 400) return;
    services.requestLog.add({
      id: requestId,
      account: caller.account,
      mode: caller.livemode ? 'live' : 'test',
      created: now + caller.clockOffset,
      method: request.method,
      path: readablePath(path),
      status: reply.statusCode,
      key: caller.key,
      doc: {
        api_version: version,
        duration_ms: Math.round(took),
        idempotency_key: withoutCards(header(request, 'idempotency-key') ?? '').slice(0, 255) || null,
        ip: request.ip,
        user_agent: userAgentOf(request)?.slice(0, 300) ?? null,
        // What browsers send may be a card.
        request: caller.kind === 'publishable' ? null : loggedParameters(formOf(request)),
        error,
      },
    });
  }

  async function refuse(thrown: unknown, exchange: Exchange, spoken: Spoken): Promise<string> {
    if (!isApiError(thrown)) exchange.request.log.error({ err: thrown }, 'request failed');
    const error = isApiError(thrown)
      ? inWordsOf(spoken.version, exchange.request, await tellingOtherSandbox(services, thrown))
      : answerToFault(thrown, spoken.inSteps ? errors.interrupted() : errors.internal());
    exchange.reply.code(error.status);
    // The official clients send it again by themselves.
    if (error.status === 429 || error.status >= 500) exchange.reply.header('Stripe-Should-Retry', 'true');
    if (error.status === 401) {
      exchange.reply.removeHeader('Request-Id').header('WWW-Authenticate', 'Bearer realm="Stripe"');
    }
    const { type, attributes } = error;
    const { code = null, decline_code = null } = attributes;
    spoken.error = { type, code, decline_code, ...wordsOf(error) };
    return errorText(error, exchange, spoken);
  }

  function errorText(error: ApiError, exchange: Exchange, spoken: Spoken): Promise<string> {
    const body = errorBody(error, { ...exchange, origin: services.dashboardOrigin, caller: spoken.caller });
    return written(body, spoken.reader, exchange, spoken);
  }

  /** A body as its caller may know it, in the version that they speak. */
  async function written(
    body: object,
    reader: Reader | null,
    { request }: Exchange,
    { version, shown, hidesSecrets }: Spoken,
  ): Promise<string> {
    const whole = reader === null ? body : await withUnasked(reader, version, body);
    return jsonText(downgradeResponse(version, shown(whole)), request, hidesSecrets);
  }

  /** Whose request it is, and how its caller is named: by the session of a member, or by a key. */
  async function callerOf(
    route: Pick<AnyRoute, 'callers'>,
    request: FastifyRequest,
    path: string,
    form: Form,
  ): Promise<{ caller: Caller; name: string }> {
    const member = await memberCaller(services, request);
    if (member !== null) return { caller: member, name: member.member.member.id };
    const key = readKey(request.headers.authorization, textOf(form.key));
    const name = key.masked;
    if (key.kind !== 'publishable') refuseForeignPage(services, request);
    const fromBrowsers = route.callers === 'browser' || route.callers === 'page';
    if (!fromBrowsers || key.kind !== 'publishable') return { caller: await resolveAccount(key), name };
    const caller = await browserCaller(services, {
      key,
      path,
      proof: route.callers === 'browser' ? 'object' : 'key',
      secrets: secretsOf(form),
      resolveKey: () => resolveAccount(key),
    });
    return { caller, name };
  }

  function requirePermission(
    route: Pick<AnyRoute, 'callers' | 'method' | 'path' | 'returns'>,
    caller: Caller,
    name: string,
  ): void {
    permit(route, caller, { masked: name, development: services.keyMode === 'development' });
  }

  /** Who asks, where the answer is no answer of the API. Throws as `answer` refuses. */
  async function admit(
    route: Pick<AnyRoute, 'callers' | 'method' | 'path' | 'returns'>,
    request: FastifyRequest,
  ): Promise<Caller> {
    const form = formOf(request);
    const { caller, name } = await callerOf(route, request, route.path, form);
    requireOwnAccount(request, form, caller, name);
    requirePermission(route, caller, name);
    return caller;
  }

  async function succeed(route: AnyRoute, exchange: Exchange, spoken: Spoken): Promise<string> {
    const { request, reply } = exchange;
    const form = formOf(request);
    const path = request.url.split('?', 1)[0] ?? '';
    const { caller, name } = await callerOf(route, request, path, form);
    spoken.caller = {
      account: caller.account.id,
      clockOffset: caller.account.clockOffset,
      livemode: caller.livemode,
      kind: caller.kind,
      key: name,
    };
    if (caller.kind === 'publishable') spoken.shown = shownToBrowser;
    if (caller.permissions !== null) spoken.shown = readableWith(caller.permissions);
    if (caller.member !== null) {
      const { member, cookies } = caller.member;
      if (cookies.length > 0) reply.header('Set-Cookie', cookies);
      spoken.hidesSecrets = !seesSecrets(member.role);
      spoken.audited = await beginAudited(services, route, exchange, caller);
    }
    const named = requireOwnAccount(request, form, caller, name);
    if (named !== undefined) reply.header('Stripe-Account', named);
    requirePermission(route, caller, name);
    refuseByFault(caller, route.method, path);
    const leave = await services.admission.enter(caller.account.id);
    try {
      return await carryOut(route, exchange, spoken, { caller, form, path, name });
    } finally {
      leave();
    }
  }

  /** The part that costs time. */
  async function carryOut(
    route: AnyRoute,
    exchange: Exchange,
    spoken: Spoken,
    { caller, form, path, name }: Asked,
  ): Promise<string> {
    const { request, reply } = exchange;
    const version = versionOf(
      header(request, 'stripe-version') ?? textOf(form._stripe_version),
      caller.account,
    );
    spoken.version = version;
    reply.header('Stripe-Version', version);

    const given = withoutNoise(route, form);
    let idempotent = idempotentRequest(
      header(request, 'idempotency-key'),
      route.method,
      path,
      given,
      (text) => services.vault.digestRequest(audienceOf(caller) + text),
    );
    const accountNow = exchange.now + caller.account.clockOffset;
    const store = services.store.account({ account: caller.account.id, livemode: caller.livemode });
    spoken.reader = store.reader;
    const origin: Origin = { requestId: exchange.requestId, idempotencyKey: idempotent?.shown ?? null };
    if (idempotent !== null) reply.header('Idempotency-Key', inHeader(idempotent.shown));

    const release = idempotent && running.hold(caller.account.id, caller.livemode, idempotent);
    try {
      if (idempotent !== null) {
        const earlier = await findAnswer(store, idempotent, exchange.now);
        if (earlier === null && header(request, 'onfile-resume') === 'only') throw errors.requestNotBegun();
        idempotent = { ...idempotent, resumes: resumesOf(earlier) };
        if (earlier !== null && idempotent.resumes === null) {
          reply
            .code(earlier.status)
            .header('Original-Request', earlier.request)
            .header('Idempotent-Replayed', 'true');
          return earlier.body;
        }
        reply.header('Original-Request', exchange.requestId);
      }
      const { expand: expansions, ...upgraded } = upgradeRequest(
        version,
        { method: route.method, path },
        given,
      );
      const expandPaths = expandList(expansions);
      const plans = planExpansion(expandablesOf(version), route.returns, expandPaths);
      permitReading(resourcesOf(plans), caller, name);
      if (caller.kind === 'publishable' && route.settable !== null) requireSettable(upgraded, route.settable);
      const claim = idempotent;
      const prepared = route.prepare(upgraded);
      spoken.inSteps = prepared.kind === 'flow';
      const call = {
        path: request.params as Record<string, string>,
        account: caller.account,
        livemode: caller.livemode,
        store,
        origin,
        client: { ipAddress: request.ip, userAgent: userAgentOf(request) },
        // Time is the account's own, or that of the customer whom the request is about.
        now: caller.account.hasTestClocks
          ? await timeOf(store.reader, idsNamed(path, upgraded), accountNow)
          : accountNow,
        version,
        caller: caller.kind,
        key: caller.key,
        member: caller.member,
        expand: expandPaths,
        services,
        resumes: claim?.resumes ?? null,
        reserve: async (transaction: Transaction, id: string) => {
          const made = { id, request: exchange.requestId };
          if (claim !== null) await reserveKey(transaction, claim, made, exchange.now);
        },
      };
      return await execute(route, prepared, call, claim, exchange, spoken, async (view, reader) =>
        written(await expand(reader, view, plans), reader, exchange, spoken),
      );
    } finally {
      release?.();
    }
  }

  /** A sandbox may ask for failing calls; its own switches always work. */
  function refuseByFault({ account }: Caller, method: string, path: string): void {
    if (path.startsWith('/v1/onfile/')) return;
    const status = services.faults.refuse(account.id, method, path);
    if (status === null) return;
    throw status === 429 ? errors.rateLimited() : errors.unwell(status);
  }

  type Render = (view: object, reader: Reader) => Promise<string>;

  async function execute(
    route: Pick<AnyRoute, 'answersOnce'>,
    prepared: Prepared,
    call: OpenCall,
    idempotent: IdempotentRequest | null,
    exchange: Exchange,
    spoken: Spoken,
    render: Render,
  ): Promise<string> {
    const keep = (status: number, body: string) => ({ status, body, request: exchange.requestId });
    /** What a key answers from now on: a secret that is shown once is not shown again. */
    const keepAnswer = async (view: object, body: string) =>
      route.answersOnce
        ? keep(
            400,
            await errorText(errors.answeredOnce('id' in view ? String(view.id) : ''), exchange, spoken),
          )
        : keep(200, body);
    try {
      if (prepared.kind === 'write') {
        return await call.store.write(call.origin, async (transaction) => {
          const view = await prepared.run(call, transaction);
          const body = await render(view, transaction);
          if (idempotent !== null)
            await storeAnswer(transaction, idempotent, await keepAnswer(view, body), exchange.now);
          return body;
        });
      }
      const view = await prepared.run(call);
      const body = await render(view, call.store.reader);
      if (idempotent !== null && prepared.kind === 'flow') {
        const kept = await keepAnswer(view, body);
        await call.store.write(call.origin, (transaction) =>
          storeAnswer(transaction, idempotent, kept, exchange.now),
        );
      }
      return body;
    } catch (error) {
      const translated =
        error instanceof UnknownCursor ? errors.missingInBody('object', error.id, 'starting_after') : error;
      // A decline has changed things and is the answer of its key for good; refused input may be sent again.
      if (idempotent !== null && isApiError(translated) && translated.status === 402) {
        const body = await errorText(translated, exchange, spoken);
        await call.store.write(call.origin, (transaction) =>
          storeAnswer(transaction, idempotent, keep(402, body), exchange.now),
        );
      }
      throw translated;
    }
  }

  return { answer, admit };
}

/** A function of few words, each of which it is asked for once. */
function remembered<Value>(find: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    const value = known.get(word) ?? find(word);
    known.set(word, value);
    return value;
  };
}

/** Who is shown answers like this one: a key's answer is for them only. Empty for who is shown everything. */
function audienceOf({ kind, member, permissions }: Caller): string {
  if (kind === 'publishable') return 'page';
  if (permissions !== null) return permissions.join();
  return member === null || seesSecrets(member.member.role) ? '' : 'without secrets';
}

/** The error with its parameter as the request calls it. */
function inWordsOf(version: string, { method, url }: FastifyRequest, error: ApiError): ApiError {
  const { param } = error.attributes;
  if (param === undefined || param === null) return error;
  const named = downgradeParam(version, { method, path: url.split('?', 1)[0] ?? '' }, param);
  if (named === param) return error;
  return new ApiError(error.status, error.type, error.message, { ...error.attributes, param: named });
}
