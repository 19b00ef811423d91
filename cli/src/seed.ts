import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { type ClientFlags, callApi, type Params, Refused, Unanswered } from './api-client.ts';

/** One object to create, and where the file describes it. */
interface Planting {
  readonly kind: Kind;
  /** The name by which other entries of the file refer to it: `$jenny`. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly place: string;
}

/** In order of creation: later kinds may refer to earlier ones. */
const kinds = ['customers', 'products', 'prices', 'cards', 'sessions'] as const;
type Kind = (typeof kinds)[number];

const paths: Readonly<Record<Exclude<Kind, 'cards'>, string>> = {
  customers: '/v1/customers',
  products: '/v1/products',
  prices: '/v1/prices',
  sessions: '/v1/checkout/sessions',
};

/** Reads a seed file. Throws an error that names the line it does not understand. */
export function readSeed(text: string, file: string): Planting[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [fault] = document.errors;
  if (fault !== undefined) throw new Error(`${file}: ${fault.message}`);
  const root = document.contents;
  const placeOf = (node: { range?: readonly number[] | null | undefined } | null) =>
    `${file}:${lines.linePos(node?.range?.[0] ?? 0).line}`;
  if (!isMap(root)) throw new Error(`${file}:1: a seed file names ${kinds.join(', ')}.`);
  for (const { key } of root.items) {
    if (isScalar(key) && kinds.some((kind) => kind === key.value)) continue;
    const name = isScalar(key) ? String(key.value) : 'this';
    throw new Error(`${isScalar(key) ? placeOf(key) : file}: ${name} is none of ${kinds.join(', ')}.`);
  }
  return kinds.flatMap((kind) => {
    const list = root.get(kind, true);
    if (list === undefined) return [];
    const items: unknown = isScalar(list) ? null : list;
    if (!isSeq(items)) throw new Error(`${file}: ${kind} is not a list.`);
    return items.items.map((item) => {
      if (!isMap(item)) throw new Error(`${file}: an entry of ${kind} is not a group of fields.`);
      return plantingOf(kind, item, placeOf(item));
    });
  });
}

function plantingOf(kind: Kind, item: YAMLMap, place: string): Planting {
  const { name, ...values }: Record<string, unknown> = item.toJSON();
  const refersBy: unknown = values.as ?? name;
  const { as: _, ...params } = values;
  // For a customer or a product, `name` is also a field of its own.
  const own = kind === 'customers' || kind === 'products' ? { ...params, name } : params;
  return { kind, name: String(refersBy ?? ''), values: own, place };
}

/** Creates what a seed file describes. Throws an error that names the line if the server refuses it. */
export async function plant(flags: ClientFlags, plantings: readonly Planting[]) {
  const ids = new Map<string, string>();
  const made: { name: string; id: string }[] = [];
  for (const { kind, name, values, place } of plantings) {
    const params = formOf(resolved(values, ids, place));
    const id = await make(flags, kind, params).catch((error: unknown) => {
      const told = error instanceof Refused || error instanceof Unanswered;
      throw told ? new Error(`${place}: ${error.message}`) : error;
    });
    if (name !== '') ids.set(name, id);
    made.push({ name: name === '' ? kind : name, id });
  }
  return made;
}

async function make(flags: ClientFlags, kind: Kind, params: Params): Promise<string> {
  if (kind !== 'cards') return (await callApi<{ id: string }>(flags, 'POST', paths[kind], params)).id;
  const { card = 'pm_card_visa', customer = '', ...change } = params;
  const { id } = await callApi<{ id: string }>(flags, 'POST', `/v1/payment_methods/${card}/attach`, {
    customer,
  });
  if (Object.keys(change).length > 0) await callApi(flags, 'POST', `/v1/payment_methods/${id}`, change);
  return id;
}

/** Replaces `$name` with the id of what was created under that name. */
function resolved(value: unknown, ids: ReadonlyMap<string, string>, place: string): unknown {
  if (typeof value === 'string' && value.startsWith('$')) {
    const id = ids.get(value.slice(1));
    if (id === undefined) throw new Error(`${place}: ${value} names nothing that comes before.`);
    return id;
  }
  if (Array.isArray(value)) return value.map((item) => resolved(item, ids, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, ids, place)]));
}

/** `{a: {b: 1}, c: [2]}` as `a[b]=1`, `c[0]=2`. */
function formOf(values: unknown, prefix = ''): Record<string, string> {
  if (typeof values !== 'object' || values === null) {
    return values === undefined ? {} : { [prefix]: values === null ? '' : String(values) };
  }
  const entries = Object.entries(values).map(([key, value]) =>
    formOf(value, prefix === '' ? key : `${prefix}[${key}]`),
  );
  return Object.assign({}, ...entries);
}
