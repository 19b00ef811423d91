import type { FormGroup, FormValue } from '@onfile/shared/form-encoding.ts';
import { groupOf } from '../element-options.ts';
import type { Elements } from '../elements.ts';
import type { FramedElement } from '../framed-element.ts';

/** What a page gives, as parameters of a call; functions and elements are no parameters. */
export function formOf(given: unknown, name: string): FormGroup {
  const form: Record<string, FormValue> = {};
  for (const [key, value] of Object.entries(groupOf(given, name))) form[key] = parameterOf(value);
  return form;
}

function parameterOf(value: unknown): FormValue {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as FormValue;
  if (Array.isArray(value)) return value.map(parameterOf);
  if (typeof value !== 'object' || isElement(value)) return undefined;
  return formOf(value, 'parameter');
}

export function isElements(value: unknown): value is Elements {
  return typeof value === 'object' && value !== null && 'engine' in value && 'create' in value;
}

export function isElement(value: unknown): value is FramedElement {
  return typeof value === 'object' && value !== null && 'mount' in value && 'send' in value;
}
