import { errors } from '@onfile/shared/errors.ts';
import type { Expandable, Expandables } from '../../resources/expandables.ts';
import type { Reader } from '../../store/store.ts';

const depthMax = 4;

/**
 * Fields that clients still ask for and no version's answer has, for which Stripe has other words. Source: the changelog of
 * 2025-03-31.basil, and issues of plugins that ran into it.
 */
const former: Readonly<Record<string, readonly string[]>> = {
  invoice: ['charge', 'payment_intent', 'subscription'],
};

/** A checked path: the field to follow at each step. */
interface Step {
  readonly field: string;
  /** Whether the path names the field, rather than only passing through it. */
  readonly named: boolean;
  /** How to load what the field names; null if the object is already there or there is none. */
  readonly load: Expandable['load'] | null;
  readonly resource: string | null;
}

/** What an answer shows expanded. */
export interface Expansion {
  /** As requested. */
  readonly paths: readonly string[];
  readonly plans: readonly (readonly Step[])[];
}

/**
 * Checks `expand[]` against what the answer's type can expand, before anything runs. `returns` is the answer's `object` name;
 * `list:customer` stands for a list of customers. What is named twice is followed once.
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
      steps.push({ field: 'data', named: false, load: null, resource: null });
      type = type.slice('list:'.length);
      at += 1;
      continue;
    }
    const match = longestMatch(expandables, type, segments.slice(at));
    if (match === null) {
      const field = segments[at] ?? '';
      if (former[type]?.includes(field)) throw errors.expandGone(field);
      throw errors.notExpandable(path, type === returns && type.startsWith('list:'));
    }
    const passed = stepsTo(match);
    steps.push(...passed);
    type = match.expandable.to;
    at += passed.length;
  }
  return steps;
}

function stepsTo({ name, expandable }: Match): Step[] {
  const fields = name.split('.');
  return fields.map((field, index) =>
    index === fields.length - 1
      ? { field, named: true, load: expandable.load, resource: expandable.resource }
      : { field, named: false, load: null, resource: null },
  );
}

interface Match {
  /** A path from the object: the field, or a field of a group. */
  readonly name: string;
  readonly expandable: Expandable;
}

/** The resources that the planned paths read. */
export function resourcesOf(plans: readonly (readonly Step[])[]): string[] {
  return [...new Set(plans.flat().flatMap(({ resource }) => resource ?? []))];
}

/**
 * A field may have a path of its own (`invoice_settings.default_payment_method`). If the object may be one of several types, it
 * is followed in any that has it, and by whichever can load it.
 */
function longestMatch(expandables: Expandables, type: string, segments: readonly string[]): Match | null {
  for (let length = segments.length; length > 0; length -= 1) {
    const name = segments.slice(0, length).join('.');
    const found = type.split('|').flatMap((one) => {
      const fields = expandables[one] ?? {};
      const expandable = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return expandable === undefined ? [] : [expandable];
    });
    const expandable = found.find(({ load }) => load !== null) ?? found[0];
    if (expandable !== undefined) return { name, expandable };
  }
  return null;
}

/** The answer with the planned fields replaced by the objects they name. */
export async function expand<Answer extends object>(
  reader: Reader,
  answer: Answer,
  plans: readonly (readonly Step[])[],
  now: number,
): Promise<Answer> {
  let expanded: unknown = answer;
  for (const steps of plans) expanded = await follow({ reader, now }, expanded, steps, null);
  return expanded as Answer;
}

async function follow(
  context: { readonly reader: Reader; readonly now: number },
  value: unknown,
  steps: readonly Step[],
  owner: string | null,
): Promise<unknown> {
  const [step, ...rest] = steps;
  if (step === undefined || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => follow(context, item, steps, owner)));
  const object: Record<string, unknown> = { ...value };
  const id = typeof object.id === 'string' ? object.id : owner;
  const current = object[step.field];
  const loaded =
    step.load !== null && (current === undefined || typeof current === 'string')
      ? await step.load(context.reader, current ?? id ?? '', context.now)
      : current;
  if (loaded === undefined && !step.named) return value;
  object[step.field] = await follow(context, loaded ?? null, rest, id);
  return object;
}
