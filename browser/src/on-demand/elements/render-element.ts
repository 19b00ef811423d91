import type { CardElementOptions, ElementSettings } from '@onfile/shared/element-rpc.ts';
import type { ElementsSession } from '@onfile/shared/elements-session.ts';
import { groupOf, paymentSettings } from '../../elements/element-options.ts';
import type { ElementsGroup } from '../../elements/elements.ts';
import type { Frame, FramedElement } from '../../elements/framed-element.ts';
import { emailSettings, isEmail } from './email.ts';

export function localeOf({ options, context }: ElementsGroup): string {
  return options.locale ?? context.locale;
}

/** Shows an element in its frame; only elements that need the session wait for it. */
export async function renderElement(
  group: ElementsGroup,
  frame: Frame,
  element: FramedElement,
  loaded: () => Promise<ElementsSession>,
): Promise<void> {
  const locale = localeOf(group);
  if (element.type === 'payment') {
    const session = await loaded();
    return frame.render(paymentSettingsOf(group, element), session);
  }
  if (isEmail(element.type)) {
    const { type } = element;
    const color = await loaded().then(
      ({ business }) => business.color,
      // The field is the same without the account's colour; the Payment Element reports the session's failure.
      () => null,
    );
    return frame.renderEmail({
      ...emailSettings(element.options, { type, release: group.context.release, color }),
      locale,
      appearance: group.options.appearance ?? {},
    });
  }
  const { classes: _c, ...options }: CardElementOptions & { classes?: unknown } = element.options;
  return frame.renderCard({
    credentials: credentialsOf(group),
    locale,
    type: element.type,
    group: group.id,
    options,
  });
}

function paymentSettingsOf(group: ElementsGroup, element: FramedElement): ElementSettings {
  const { defaultValues } = groupOf(element.options, 'options');
  const details = groupOf(groupOf(defaultValues, 'defaultValues').billingDetails, 'billingDetails');
  const address = groupOf(details.address, 'address');
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    credentials: credentialsOf(group),
    locale: localeOf(group),
    appearance: group.options.appearance ?? {},
    savedPaymentMethod: { enableSave: 'auto', enableRedisplay: 'auto' },
    payment: paymentSettings(element.options),
    defaultBillingAddress: {
      name: text(details.name),
      address: { country: text(address.country), postal_code: text(address.postal_code) },
    },
  };
}

function credentialsOf({ context, options }: ElementsGroup): ElementSettings['credentials'] {
  return {
    publishableKey: context.publishableKey,
    clientSecret: options.clientSecret ?? null,
    customerSessionClientSecret: options.customerSessionClientSecret ?? null,
    release: context.release,
  };
}
