import { errors } from '@onfile/shared/errors.ts';
import { expandablesIn } from '../../api/unasked.ts';
import type { FormValue } from '../../params/form.ts';
import type { Expandables } from '../../resources/expandables.ts';
import type { Context } from './context.ts';
import { planExpansion } from './expand.ts';

/** Takes `expand` out of the parameters and checks it. Throws 400 for what cannot be expanded. */
export function readExpansion(context: Context): void {
  const { expand: value, ...parameters } = context.parameters;
  const paths = pathsIn(value);
  context.parameters = parameters;
  context.expansion = {
    paths,
    plans: planExpansion(expandablesOf(context.version), context.route.returns, paths),
  };
}

/** The paths of `expand`. Throws 400 for anything but a list. */
function pathsIn(value: FormValue | undefined): string[] {
  if (value === undefined || value === '') return [];
  const items = typeof value === 'string' ? null : Object.values(value);
  if (!items?.every((item) => typeof item === 'string'))
    throw errors.parameterInvalid('Invalid array', 'expand');
  return items;
}

const known = new Map<string, Expandables>();

function expandablesOf(version: string): Expandables {
  const expandables = known.get(version) ?? expandablesIn(version);
  known.set(version, expandables);
  return expandables;
}
