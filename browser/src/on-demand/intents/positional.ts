import { groupOf } from '../../elements/element-options.ts';
import { elementOf } from '../elements/given.ts';

/** `(element, data, options)` of the releases before named parameters, or `(data, options)`: as the latter. */
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
  // Saving was a word of its own before it was a use to come.
  const saved = save === true ? { setup_future_usage: 'on_session' } : {};
  return [{ ...saved, ...method, ...others }, options ?? third];
}

/** `('card', element, data)`, or one object: as the latter. */
export function ofMethod([type, element, data]: readonly unknown[]): unknown {
  return typeof type === 'string' ? { ...groupOf(data, 'data'), type, [type]: element } : type;
}
