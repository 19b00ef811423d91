import type { Context } from '../context.ts';
import type { ElementHost, ElementType, FramedElement } from '../elements/framed-element.ts';
import { newFramedElement } from '../elements/new-framed-element.ts';
import { newStandIn } from '../elements/new-stand-in.ts';
import type { PageElement } from '../elements/page-element.ts';
import type { StandIn } from '../elements/stand-in.ts';
import { IntegrationError } from '../integration-error.ts';
import { type CheckoutPart, checkoutParts } from './checkout.ts';

/** Makes and finds the elements of a session's page. */
export function newCheckoutElements(context: Context, host: ElementHost) {
  const elements = new Map<CheckoutPart, FramedElement | StandIn>();

  function find(type: ElementType): FramedElement | null {
    const element = elements.get(type === 'payment' ? 'Payment' : 'ContactDetails');
    return element !== undefined && 'render' in element && !element.destroyed ? element : null;
  }

  function getElement(part: CheckoutPart): PageElement | null {
    const element = elements.get(part);
    return element?.destroyed === false ? element.page : null;
  }

  return {
    find,
    getElement,
    mounted(type: ElementType): FramedElement | null {
      const element = find(type);
      return element?.mounted === true ? element : null;
    },
    /** Throws IntegrationError if one with a frame already exists. */
    createElement(part: CheckoutPart, given?: object): PageElement {
      const type = checkoutParts[part];
      const framed = type === 'payment' || type === 'contactDetails';
      if (framed && getElement(part) !== null) {
        throw new IntegrationError(`Can only create one Element of type ${type} through one Checkout.`);
      }
      const element = framed ? newFramedElement(host, type, given) : newStandIn(context.origin, type, given);
      elements.set(part, element);
      return element.page;
    },
    renderAll(): void {
      for (const type of ['payment', 'contactDetails'] as const) find(type)?.render();
    },
  };
}
