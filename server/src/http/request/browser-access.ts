import { errors } from '@onfile/shared/errors.ts';
import { readable } from '../../api/browser-fields.ts';
import type { AnyAudiences, AnySetters } from '../../api/field-access.ts';
import type { Form } from '../../params/form.ts';
import type { Knowing } from './context.ts';

/** Throws 400 if a browser sets what only the merchant's server may. */
export function requireSettable({ caller, route, parameters }: Knowing<'caller'>): void {
  if (caller.kind === 'publishable' && route.settable !== null) refuseOthers(parameters, route.settable);
}

/** Throws 400 for the first parameter that only the merchant's server may set, however deeply nested. */
function refuseOthers(form: Form, setters: AnySetters, within = ''): void {
  for (const [name, value] of Object.entries(form)) {
    const path = within === '' ? name : `${within}[${name}]`;
    const setter = Object.hasOwn(setters, 'each') ? setters.each : setters[name];
    if (setter === 'server') throw errors.secretKeyParameter(firstLeaf(path, value));
    if (typeof setter === 'object' && typeof value === 'object') refuseOthers(value, setter, path);
  }
}

/** The parameter that was meant, if a whole group is refused. */
function firstLeaf(path: string, value: Form[string]): string {
  if (typeof value === 'string') return path;
  const [first] = Object.entries(value);
  return first === undefined ? path : firstLeaf(`${path}[${first[0]}]`, first[1]);
}

/** The body of an answer or an error as a browser may see it. */
export function shownToBrowser<Body extends object>(body: Body): Body {
  return shown(body) as Body;
}

const tables: Readonly<Record<string, AnyAudiences>> = readable;

function shown(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(shown);
  const fields: Readonly<Record<string, unknown>> = { ...value };
  if (typeof fields.object !== 'string') return mapped(fields, shown);
  const table = Object.hasOwn(tables, fields.object) ? tables[fields.object] : undefined;
  return table === undefined ? (fields.id ?? null) : ofTable(fields, table);
}

function ofTable(value: unknown, table: AnyAudiences): unknown {
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(
    ([name]) => Object.hasOwn(table, name) && table[name] !== 'server',
  );
  return mapped(Object.fromEntries(kept), (field, name) => {
    const audience = table[name];
    return typeof audience === 'object' ? ofTable(field, audience) : shown(field);
  });
}

function mapped(
  fields: Readonly<Record<string, unknown>>,
  change: (field: unknown, name: string) => unknown,
): object {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field, name)]));
}
