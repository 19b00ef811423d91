import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import type { AnyRoute } from '../../api/route.ts';
import { decodeForm, type Form, type FormValue } from '../../params/form.ts';
import { withoutCards } from '../../redaction/without-cards.ts';
import type { Context } from './context.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what ASCII is.
const isAscii = /^[\u0000-\u007f]*$/;

/** What every caller may send besides a call's parameters. */
const noise = ['key', '_stripe_version', '_stripe_account'];

/** What browsers also send. */
const browserNoise = [...noise, 'payment_user_agent', 'referrer', 'time_on_page', 'guid', 'muid', 'sid'];

/** In a page's call a secret may be a parameter; in a browser's call it is only the proof. */
const noiseOf = {
  server: noise,
  member: noise,
  page: browserNoise,
  browser: [...browserNoise, 'client_secret'],
} as const;

/** A request's parameters: its query, overridden by its body. */
export function formOf(request: FastifyRequest): Form {
  const mark = request.url.indexOf('?');
  const ofQuery = mark === -1 ? {} : decodeForm(request.url.slice(mark + 1));
  return request.body === undefined || request.body === null
    ? ofQuery
    : { ...ofQuery, ...(request.body as Form) };
}

/** Reads what was sent. Throws 400 for anything but a form. */
export function readForm(context: Context): void {
  context.form = formOf(context.request);
  context.parameters = withoutNoise(context.route, context.form);
}

/** The parameters of the call itself. */
function withoutNoise(route: AnyRoute, form: Form): Form {
  const dropped = noiseOf[route.callers];
  if (!dropped.some((name) => name in form)) return form;
  return Object.fromEntries(Object.entries(form).filter(([name]) => !dropped.includes(name)));
}

/** The client secrets that a browser sends. */
export function secretsOf(form: Form): string[] {
  return [form.client_secret, form.customer_session_client_secret].flatMap((secret) =>
    typeof secret === 'string' && secret !== '' ? [secret] : [],
  );
}

export function textOf(value: FormValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A header as it was meant: Node reads its bytes as Latin-1, but they are UTF-8 if they can be. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  if (first === undefined || isAscii.test(first)) return first;
  const bytes = Buffer.from(first, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : first;
}

/** A text as a header can carry it safely: beyond ASCII, Node's encoding depends on the body beside it. */
export function inHeader(text: string): string {
  return isAscii.test(text) ? text : encodeURI(text);
}

/** What sent the request, as it may be kept; null if it does not say. */
export function userAgentOf(request: FastifyRequest): string | null {
  return withoutCards(header(request, 'user-agent') ?? '') || null;
}

/** A path as people read it, and as it may be kept. One that is not UTF-8 stays encoded. */
export function readablePath(path: string): string {
  try {
    return withoutCards(decodeURI(path));
  } catch (error) {
    if (error instanceof URIError) return withoutCards(path);
    throw error;
  }
}
