import { errors } from '@onfile/shared/errors.ts';
import qs from 'qs';

/** A decoded form: text, lists and groups of it. */
export type FormValue = string | readonly FormValue[] | { readonly [key: string]: FormValue };
export type Form = { readonly [key: string]: FormValue };

/** What one request may carry. */
export const formLimits = { bodyBytes: 1024 * 1024, parameters: 5000, depth: 10, listLength: 1000 } as const;

/** No NUL bytes: neither engine stores them in text. */
const nul = '\u0000';

/**
 * Decodes `application/x-www-form-urlencoded` text (a body or a query) with nested brackets.
 * Throws a 400 for broken percent-encoding or UTF-8, NUL bytes, unbalanced or too deep brackets, too many
 * parameters, and names that reach for an object's prototype.
 */
export function decodeForm(text: string): Form {
  if (text === '') return {};
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > formLimits.parameters) {
    throw errors.bodyMalformed(`more than ${formLimits.parameters} parameters.`);
  }
  for (const pair of pairs) checkName(decodeText(pair.split('=', 1)[0] ?? ''));
  return qs.parse(groupBareLists(pairs), {
    depth: formLimits.depth,
    parameterLimit: formLimits.parameters,
    arrayLimit: formLimits.listLength,
    decoder: decodeText,
    ignoreQueryPrefix: false,
    duplicates: 'last',
    plainObjects: false,
  }) as Form;
}

function decodeText(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw errors.bodyMalformed('it is not valid percent-encoded UTF-8.');
  }
  if (decoded.includes(nul)) throw errors.bodyMalformed('it contains a NUL character.');
  return decoded;
}

function checkName(name: string): void {
  const opening = name.indexOf('[');
  const first = opening === -1 ? name : name.slice(0, opening);
  const rest = opening === -1 ? '' : name.slice(opening);
  if (first === '' || first.includes(']') || !/^(\[[^[\]]*\])*$/.test(rest)) {
    throw errors.parameterInvalid(`Invalid parameter name: ${name}`, name);
  }
  const keys = [first, ...rest.slice(1, -1).split('][')];
  if (keys.length > formLimits.depth) {
    throw errors.parameterInvalid(`Parameters can be nested up to ${formLimits.depth} levels: ${name}`, name);
  }
  if (keys.some((key) => key === '__proto__' || key === 'constructor' || key === 'prototype')) {
    throw errors.parameterUnknown([name]);
  }
}

/**
 * `items[][price]=a&items[][quantity]=1&items[][price]=b` names list elements without an index. As in Rack, a new
 * element begins when a key repeats.
 */
function groupBareLists(pairs: readonly string[]): string {
  const lists = new Map<string, { index: number; keys: Set<string> }>();
  return pairs
    .map((pair) => {
      const [rawName = '', ...value] = pair.split('=');
      const name = decodeText(rawName);
      const bare = name.indexOf('[][');
      if (bare === -1) return pair;
      const list = name.slice(0, bare);
      const key = name.slice(bare + 2);
      const group = lists.get(list) ?? { index: 0, keys: new Set<string>() };
      if (group.keys.has(key) && !key.endsWith('[]')) {
        group.index += 1;
        group.keys.clear();
      }
      group.keys.add(key);
      lists.set(list, group);
      return `${encodeURIComponent(`${list}[${group.index}]${key}`)}=${value.join('=')}`;
    })
    .join('&');
}
