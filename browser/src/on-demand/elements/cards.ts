import type { CardAnswer, CardElementType, CardRequest } from '@onfile/shared/element-rpc.ts';
import type { FramedElement } from '../../elements/framed-element.ts';
import { IntegrationError } from '../../integration-error.ts';

const parts: readonly CardElementType[] = ['cardExpiry', 'cardCvc'];

/** Sends the card of a combined element, or of split ones, from the number's frame whichever of them the page names. */
export function sendCard(element: FramedElement, request: CardRequest): Promise<CardAnswer> {
  const sender = element.type.match(/^card(Expiry|Cvc)$/) ? element.sibling('cardNumber') : element;
  if (sender === null || !sender.mounted) {
    throw new IntegrationError(
      'We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.',
    );
  }
  if (sender.type !== 'cardNumber') return sender.send(request);
  const partners = parts.filter((type) => sender.sibling(type)?.mounted);
  return sender.send({ ...request, partners });
}
