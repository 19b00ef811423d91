import { errors } from '@onfile/shared/errors.ts';
import type { Expandable, Expandables } from '../api/expandables.ts';
import type { Reader } from '../store/store.ts';

const depthMax = 4;

/** A checked path: the field to follow at each step. */
interface Step {
  readonly field: string;
  /** How to load what the field names; null where the object is there already or the step enters a list's items. */
  readonly load: Expandable['load'] | null;
  readonly resource: string | null;
}

/**
 * Checks `expand[]` against what the answer's type can expand, before anything runs. `returns` is the answer's
 * `object` name; `list:customer` stands for a list of customers. What is named twice is followed once.
 */
export function planExpansion(expandables: Expandables, returns: string, paths: readonly string[]): Step[][] {
  const asked = new Set(paths.filter((path) => path !== 'data'));
  return [...asked].map((path) => plan(expandables, returns, path));
}

function plan(expandables: Expandables, returns: string, path: string): Step[] {
  const segments = path.split('.');
  if (segments.length > depthMax) throw errors.expandTooDeep(path);
  const steps: Step[] = [];
  let type = returns;
  for (let at = 0; at < segments.length; ) {
    if (type.startsWith('list:') && segments[at] === 'data') {
      steps.push({ field: 'data', load: null, resource: null });
      type = type.slice('list:'.length);
      at += 1;
      continue;
    }
    const match = longestMatch(expandables[type] ?? {}, segments.slice(at));
    if (match === null) throw errors.notExpandable(path, type === returns && type.startsWith('list:'));
    const fields = match.name.split('.');
    for (const [index, field] of fields.entries()) {
      const named = index === fields.length - 1 ? match.expandable : null;
      steps.push({ field, load: named?.load ?? null, resource: named?.resource ?? null });
    }
    type = match.expandable.to;
    at += fields.length;
  }
  return steps;
}

/** The resources that the planned paths read. */
export function resourcesOf(plans: readonly (readonly Step[])[]): string[] {
  return [...new Set(plans.flat().flatMap(({ resource }) => resource ?? []))];
}

/** A field may be named by a path of its own (`invoice_settings.default_payment_method`). */
function longestMatch(fields: Readonly<Record<string, Expandable>>, segments: readonly string[]) {
  for (let length = segments.length; length > 0; length -= 1) {
    const name = segments.slice(0, length).join('.');
    const expandable = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (expandable !== undefined) return { name, expandable };
  }
  return null;
}

/** The answer with the planned fields replaced by the objects they name. */
export async function expand<Answer extends object>(
  reader: Reader,
  answer: Answer,
  plans: readonly (readonly Step[])[],
): Promise<Answer> {
  let expanded: unknown = answer;
  for (const steps of plans) expanded = await follow(reader, expanded, steps, null);
  return expanded as Answer;
}

async function follow(
  reader: Reader,
  value: unknown,
  steps: readonly Step[],
  owner: string | null,
): Promise<unknown> {
  const [step, ...rest] = steps;
  if (step === undefined || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => follow(reader, item, steps, owner)));
  const object: Record<string, unknown> = { ...value };
  const id = typeof object.id === 'string' ? object.id : owner;
  const current = object[step.field];
  const loaded =
    step.load !== null && (current === undefined || typeof current === 'string')
      ? await step.load(reader, current ?? id ?? '')
      : current;
  object[step.field] = await follow(reader, loaded, rest, id);
  return object;
}
