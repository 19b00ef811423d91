import { encodeForm, type FormGroup, type FormValue } from '@onfile/shared/form-encoding.ts';
import type { Method } from './client.ts';

/** An API call that the dashboard shows as code. */
export interface Call {
  readonly method: Method;
  readonly path: string;
  readonly params?: FormGroup;
}

export const snippetLanguages = ['curl', 'node', 'python'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

export function snippetOf(language: SnippetLanguage, call: Call, origin: string): string {
  switch (language) {
    case 'curl':
      return curl(call, origin);
    case 'node':
      return node(call, origin);
    case 'python':
      return python(call, origin);
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function curl({ method, path, params = {} }: Call, origin: string): string {
  const form = [...encodeForm(params)];
  const get = method === 'GET' && form.length > 0 ? ['-G'] : [];
  const verb = method === 'DELETE' || (method === 'POST' && form.length === 0) ? [`-X ${method}`] : [];
  return [
    `curl ${[...get, ...verb, origin + path].join(' ')}`,
    '-u "$STRIPE_API_KEY:"',
    ...form.map(([name, value]) => `-d ${quoted(`${name}=${value}`)}`),
  ].join(' \\\n  ');
}

interface SdkCall {
  readonly resources: readonly string[];
  readonly verb: string;
  readonly id: string | null;
}

const verbs = { GET: 'list', POST: 'create', DELETE: 'del' } as const;
const verbsOfOne = { GET: 'retrieve', POST: 'update', DELETE: 'del' } as const;

/** `/v1/checkout/sessions/cs_1/expire` → `checkout.sessions.expire('cs_1')`; null for calls that the libraries do not name. */
function sdkCall({ method, path }: Call): SdkCall | null {
  const parts = path.split('/').slice(2);
  if (parts[0] === 'onfile') return null;
  const at = parts.findIndex((part) => /^[a-z]+_(test_)?[A-Za-z0-9_]{8,}$/.test(part) && /\d/.test(part));
  const named = parts[0] === 'payment_methods' && parts[1]?.startsWith('pm_card_') ? 1 : at;
  if (named === -1) {
    const last = parts.at(-1);
    return last === 'search'
      ? { resources: parts.slice(0, -1), verb: 'search', id: null }
      : { resources: parts, verb: verbs[method], id: null };
  }
  return {
    resources: parts.slice(0, named),
    verb: parts[named + 1] ?? verbsOfOne[method],
    id: parts[named] ?? null,
  };
}

const camel = (text: string) =>
  text.replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());

function node(call: Call, origin: string): string {
  const { hostname, port, protocol } = new URL(origin);
  const client = `const stripe = new Stripe(process.env.STRIPE_API_KEY, {
  host: '${hostname}',${port === '' ? '' : `\n  port: ${port},`}
  protocol: '${protocol.slice(0, -1)}',
});`;
  const sdk = sdkCall(call);
  // A raw GET only accepts parameters in the path.
  const query = sdk === null && call.method === 'GET' ? encodeForm(call.params ?? {}).toString() : '';
  const path = query === '' ? call.path : `${call.path}?${query}`;
  const params = query === '' ? literal(call.params ?? {}, javascript) : '';
  const line =
    sdk === null
      ? `await stripe.rawRequest('${call.method}', '${path}'${params === '' ? '' : `, ${params}`});`
      : `await stripe.${sdk.resources.map(camel).join('.')}.${camel(sdk.verb)}(${[
          ...(sdk.id === null ? [] : [`'${sdk.id}'`]),
          ...(params === '' ? [] : [params]),
        ].join(', ')});`;
  return `${client}\n\n${line}`;
}

function python(call: Call, origin: string): string {
  const client = `client = stripe.StripeClient(
    os.environ["STRIPE_API_KEY"],
    base_addresses={"api": "${origin}"},
)`;
  const params = literal(call.params ?? {}, pythonSyntax);
  const sdk = sdkCall(call);
  const verb = sdk?.verb === 'del' ? 'delete' : sdk?.verb;
  const line =
    sdk === null
      ? `client.raw_request("${call.method.toLowerCase()}", "${call.path}"${params === '' ? '' : `, params=${params}`})`
      : `client.v1.${sdk.resources.join('.')}.${verb}(${[
          ...(sdk.id === null ? [] : [`"${sdk.id}"`]),
          ...(params === '' ? [] : [`params=${params}`]),
        ].join(', ')})`;
  return `import os\nimport stripe\n\n${client}\n\n${line}`;
}

interface Syntax {
  readonly none: string;
  readonly truth: readonly [string, string];
  readonly indent: string;
  text(value: string): string;
  key(name: string): string;
}

const javascript: Syntax = {
  none: "''",
  truth: ['false', 'true'],
  indent: '  ',
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`,
  key: (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)),
};
const pythonSyntax: Syntax = {
  none: '""',
  truth: ['False', 'True'],
  indent: '    ',
  text: (value) => JSON.stringify(value),
  key: (name) => JSON.stringify(name),
};

/** Empty if there are no parameters. */
function literal(params: FormGroup, syntax: Syntax): string {
  return Object.values(params).every((value) => value === undefined) ? '' : written(params, syntax, '');
}

function written(value: FormValue, syntax: Syntax, margin: string): string {
  if (value === null || value === undefined) return syntax.none;
  if (typeof value === 'string') return syntax.text(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return syntax.truth[value ? 1 : 0];
  const inner = margin + syntax.indent;
  if (isList(value)) return `[${value.map((item) => written(item, syntax, inner)).join(', ')}]`;
  const lines = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => `${inner}${syntax.key(name)}: ${written(item, syntax, inner)},`);
  return `{\n${lines.join('\n')}\n${margin}}`;
}

function isList(value: FormValue): value is readonly FormValue[] {
  return Array.isArray(value);
}
