import type { ElementSettings } from '@onfile/shared/element-rpc.ts';
import type { Context } from '../context.ts';
import { groupOf, paymentSettings } from '../elements/element-options.ts';
import type { Frame, FramedElement } from '../elements/framed-element.ts';
import { loadOnDemand } from '../load-on-demand.ts';
import type { CheckoutOptions } from './checkout-options.ts';
import type { LoadedSession } from './load-session.ts';

/** Shows an element of the session in its frame, with the page's current options. */
export function renderElement(
  context: Context,
  session: LoadedSession,
  options: CheckoutOptions['elementsOptions'],
  frame: Frame,
  element: FramedElement,
): Promise<void> {
  const { page } = session;
  const { release } = context;
  const { appearance = {}, fonts = [] } = options;
  const locale = page.locale ?? context.locale;
  if (fonts[0]) void loadOnDemand(context.origin).then(({ giveFonts }) => giveFonts(frame, fonts));
  if (element.type !== 'payment') {
    const given = groupOf(groupOf(element.options, 'options').defaultValues, 'defaultValues').email;
    return frame.renderEmail({
      type: 'contactDetails',
      // The session's e-mail takes precedence over the page's.
      defaultEmail: page.email ?? (typeof given === 'string' ? given : null),
      readOnly: page.customer_email !== null,
      release,
      locale,
      appearance,
      color: page.business.color,
    });
  }
  // Before clover, saving and showing again were off unless the page asked for them.
  const byDefault = release === 'acacia' || release === 'basil' ? 'never' : 'auto';
  const { enableSave = byDefault, enableRedisplay = byDefault } = options.savedPaymentMethod ?? {};
  const { publishableKey } = context;
  const settings: ElementSettings = {
    credentials: {
      publishableKey,
      clientSecret: session.clientSecret,
      customerSessionClientSecret: null,
      release,
    },
    locale,
    appearance,
    savedPaymentMethod: { enableSave, enableRedisplay },
    payment: paymentSettings(element.options, 'accordion'),
    defaultBillingAddress: page.billing_address,
  };
  return frame.render(settings, page);
}
