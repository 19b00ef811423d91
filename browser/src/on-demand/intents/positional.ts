import { groupOf } from '../../elements/element-options.ts';
import { elementOf } from '../elements/given.ts';

/** Turns `(element, data, options)`, used before named parameters, or `(data, options)` into the latter. */
export function ofCard(given: readonly unknown[]): [data: unknown, options: unknown] {
  const [first, second, third] = given;
  const [element, data, options] = elementOf(first) === null ? [undefined, first, second] : given;
  const { payment_method_data: described, save_payment_method: save, ...others } = groupOf(data, 'data');
  const method =
    element === undefined && described === undefined
      ? {}
      : {
          payment_method: {
            ...groupOf(described, 'payment_method_data'),
            ...(element ? { card: element } : {}),
          },
        };
  // Saving had its own word before it became a future usage.
  const saved = save === true ? { setup_future_usage: 'on_session' } : {};
  return [{ ...saved, ...method, ...others }, options ?? third];
}

/** Turns `('card', element, data)`, or one object, into the latter. */
export function ofMethod([type, element, data]: readonly unknown[]): unknown {
  return typeof type === 'string' ? { ...groupOf(data, 'data'), type, [type]: element } : type;
}
