import { errors } from '@onfile/shared/errors.ts';

/** A decoded form: texts and groups of them. A list is a group whose keys are positions, as Stripe's errors show it. */
export type FormValue = string | Form;
export type Form = { readonly [key: string]: FormValue };
type Group = { [key: string]: string | Group };

/** What one request may carry. */
export const formLimits = { bodyBytes: 1024 * 1024, parameters: 5000, depth: 10 } as const;

/** Refused, because neither engine stores NUL in text. */
const nul = '\u0000';

/**
 * Decodes `application/x-www-form-urlencoded` text (a body or a query) with nested brackets. Throws a 400 for broken
 * percent-encoding or UTF-8, NUL bytes, unbalanced or too deep brackets, too many parameters, a name that is both a text
 * and a group, and names that reach for an object's prototype.
 */
export function decodeForm(text: string): Form {
  if (text === '') return {};
  const pairs = text.split('&').filter((pair) => pair !== '');
  requireFew(pairs);
  return nestForm(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      const name = decodeText(equals === -1 ? pair : pair.slice(0, equals));
      return [name, equals === -1 ? '' : decodeText(pair.slice(equals + 1))];
    }),
  );
}

/** The form of parameters that are already decoded, in order. Throws a 400 like `decodeForm`. */
export function nestForm(pairs: readonly (readonly [name: string, value: string])[]): Form {
  requireFew(pairs);
  const root: Group = {};
  const lists = new BareLists();
  for (const [name, value] of pairs) {
    if (name.includes(nul) || value.includes(nul)) throw errors.bodyMalformed('it contains a NUL character.');
    put(root, name, keysOf(name), value, lists);
  }
  return root;
}

function requireFew(pairs: readonly unknown[]): void {
  if (pairs.length > formLimits.parameters) {
    throw errors.bodyMalformed(`more than ${formLimits.parameters} parameters.`);
  }
}

function decodeText(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw errors.bodyMalformed('it is not valid percent-encoded UTF-8.');
  }
  return decoded;
}

/** `a[b][]` names `a`, `b` and the next position of a list: an empty key. */
function keysOf(name: string): string[] {
  const opening = name.indexOf('[');
  const first = opening === -1 ? name : name.slice(0, opening);
  const rest = opening === -1 ? '' : name.slice(opening);
  if (first === '' || first.includes(']') || !/^(\[[^[\]]*\])*$/.test(rest)) {
    throw errors.parameterInvalid(`Invalid parameter name: ${name}`, name);
  }
  const keys = rest === '' ? [first] : [first, ...rest.slice(1, -1).split('][')];
  if (keys.length > formLimits.depth) {
    throw errors.parameterInvalid(`Parameters can be nested up to ${formLimits.depth} levels: ${name}`, name);
  }
  if (keys.includes('__proto__')) throw errors.parameterUnknown([name]);
  return keys;
}

function put(group: Group, name: string, keys: readonly string[], value: string, lists: BareLists): void {
  const [given = '', ...rest] = keys;
  const key = given === '' ? lists.positionFor(group, rest) : given;
  lists.saw(group, key);
  const present = Object.hasOwn(group, key) ? group[key] : undefined;
  if (rest.length === 0) {
    if (typeof present === 'object') throw mixed(name);
    group[key] = value;
    return;
  }
  if (typeof present === 'string') throw mixed(name);
  const inner = present ?? {};
  group[key] = inner;
  put(inner, name, rest, value, lists);
}

function mixed(name: string) {
  return errors.parameterInvalid(`Invalid object: ${name} is given both as text and as a group.`, name);
}

/**
 * Positions for list elements that are named without one: `items[][price]=a&items[][quantity]=1&items[][price]=b`. As in
 * Rack, a new element starts when a key repeats.
 */
class BareLists {
  readonly #next = new Map<Group, number>();

  positionFor(group: Group, rest: readonly string[]): string {
    const next = this.#next.get(group) ?? 0;
    const last = group[next - 1];
    const continues = rest.length > 0 && typeof last === 'object' && !isTaken(last, rest);
    return String(continues ? next - 1 : next);
  }

  saw(group: Group, key: string): void {
    if (/^\d{1,9}$/.test(key)) {
      this.#next.set(group, Math.max(this.#next.get(group) ?? 0, Number(key) + 1));
    }
  }
}

function isTaken(group: Group, [key = '', ...rest]: readonly string[]): boolean {
  const present = key !== '' && Object.hasOwn(group, key) ? group[key] : undefined;
  if (present === undefined) return false;
  return rest.length === 0 || typeof present === 'string' || isTaken(present, rest);
}
