import type { FormGroup, FormValue } from '@onfile/shared/form-encoding.ts';
import { groupOf } from '../../elements/element-options.ts';
import type { Elements, ElementsGroup } from '../../elements/elements.ts';
import type { FramedElement, FramedPageElement } from '../../elements/framed-element.ts';

/** Turns what a page passes into a call's parameters; functions and elements are left out. */
export function formOf(given: unknown, name: string): FormGroup {
  const form: Record<string, FormValue> = {};
  for (const [key, value] of Object.entries(groupOf(given, name))) form[key] = parameterOf(value);
  return form;
}

function parameterOf(value: unknown): FormValue {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as FormValue;
  if (Array.isArray(value)) return value.map(parameterOf);
  if (typeof value !== 'object' || elementOf(value) !== null) return undefined;
  return formOf(value, 'parameter');
}

/** The group of elements that a page passes back, even as a proxy or a copy. */
export function elementsOf(value: unknown): ElementsGroup | null {
  return isKept(value, '_group') ? (value as Pick<Elements, '_group'>)._group() : null;
}

/** The element that a page passes back, even as a proxy or a copy. */
export function elementOf(value: unknown): FramedElement | null {
  return isKept(value, '_element') ? (value as Pick<FramedPageElement, '_element'>)._element() : null;
}

function isKept(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function';
}
