import type {
  ApiCredentials,
  AppearanceSettings,
  CardElementSettings,
  ElementSettings,
  EmailElementSettings,
  FieldCollection,
} from '@onfile/shared/element-rpc.ts';
import { longestValue } from './css-tokens.ts';
import { type Given, groupIn, textIn, textsIn, wordIn } from './plain.ts';

const releases = ['v3', 'acacia', 'basil', 'clover', 'dahlia', 'endive'] as const;
const types = ['card', 'cardNumber', 'cardExpiry', 'cardCvc'] as const;
/** For ids, secrets, names and lines of addresses. */
const longestText = 500;
const longestPlaceholder = 100;
const addressLines = ['country', 'line1', 'line2', 'city', 'postal_code', 'state'] as const;

/** Takes apart and rebuilds what the Payment Element shows, so that nothing else of the page's enters the frame. */
export function admitSettings(given: ElementSettings): ElementSettings {
  const settings = groupIn(given);
  const saved = groupIn(settings.savedPaymentMethod);
  const payment = groupIn(settings.payment);
  const { address, ...fields } = groupIn(payment.fields);
  const lines = groupIn(address);
  const layout = groupIn(payment.layout);
  return {
    credentials: credentialsIn(settings.credentials),
    locale: textIn(settings.locale, 35) ?? 'auto',
    appearance: appearanceIn(settings.appearance),
    savedPaymentMethod: {
      enableSave: wordIn(saved.enableSave, ['auto', 'never']),
      enableRedisplay: wordIn(saved.enableRedisplay, ['auto', 'never']),
    },
    payment: {
      fields: {
        name: collection(fields.name),
        email: collection(fields.email),
        phone: collection(fields.phone),
        address: {
          country: collection(lines.country),
          postalCode: collection(lines.postalCode),
          state: collection(lines.state),
          city: collection(lines.city),
          line1: collection(lines.line1),
          line2: collection(lines.line2),
        },
      },
      layout: {
        type: wordIn(layout.type, ['tabs', 'accordion']),
        radios: layout.radios === true,
      },
      terms: { card: wordIn(groupIn(payment.terms).card, ['auto', 'always', 'never']) },
      readOnly: payment.readOnly === true,
    },
    defaultBillingAddress: settings.defaultBillingAddress === null ? null : contactIn(settings),
  };
}

export function admitCardSettings(given: CardElementSettings): CardElementSettings {
  const settings = groupIn(given);
  const options = groupIn(settings.options);
  const { postalCode } = groupIn(options.value);
  const placeholder = textIn(options.placeholder, longestPlaceholder);
  const code = typeof postalCode === 'number' ? String(postalCode) : textIn(postalCode, longestText);
  return {
    credentials: credentialsIn(settings.credentials),
    locale: textIn(settings.locale, 35) ?? 'auto',
    type: wordIn(settings.type, types),
    group: textIn(settings.group, longestText) ?? '',
    options: {
      style: styleIn(options.style),
      ...(code === null ? {} : { value: { postalCode: code } }),
      ...(placeholder === null ? {} : { placeholder }),
      hidePostalCode: options.hidePostalCode === true,
      hideIcon: options.hideIcon === true,
      showIcon: options.showIcon === true,
      disabled: options.disabled === true,
    },
  };
}

export function admitEmailSettings(given: EmailElementSettings): EmailElementSettings {
  const settings = groupIn(given);
  return {
    type: wordIn(settings.type, ['linkAuthentication', 'contactDetails']),
    release: wordIn(settings.release, releases),
    locale: textIn(settings.locale, 35) ?? 'auto',
    appearance: appearanceIn(settings.appearance),
    color: textIn(settings.color, longestText),
    defaultEmail: textIn(settings.defaultEmail, longestText),
    readOnly: settings.readOnly === true,
  };
}

function credentialsIn(value: unknown): ApiCredentials {
  const given = groupIn(value);
  return {
    publishableKey: textIn(given.publishableKey, longestText) ?? '',
    clientSecret: textIn(given.clientSecret, longestText),
    customerSessionClientSecret: textIn(given.customerSessionClientSecret, longestText),
    release: wordIn(given.release, releases),
  };
}

/** Reads the words; the values of its variables and rules are read by their grammars. */
function appearanceIn(value: unknown): AppearanceSettings {
  const given = groupIn(value);
  const rules = Object.entries(groupIn(given.rules)).map(
    ([selector, declarations]) => [selector, textsIn(declarations, longestValue + 1)] as const,
  );
  return {
    theme: wordIn(given.theme, ['stripe', 'night', 'flat']),
    labels: wordIn(given.labels, ['auto', 'above', 'floating']),
    inputs: wordIn(given.inputs, ['spaced', 'condensed']),
    disableAnimations: given.disableAnimations === true,
    variables: textsIn(given.variables, longestValue + 1),
    rules: Object.fromEntries(rules),
  };
}

function styleIn(value: unknown): NonNullable<CardElementSettings['options']['style']> {
  const variants = Object.entries(groupIn(value)).map(([variant, declarations]) => {
    const given = groupIn(declarations);
    const nested = Object.entries(given).flatMap(([name, inner]) =>
      typeof inner === 'object' ? [[name, textsIn(inner, longestValue + 1)] as const] : [],
    );
    return [variant, { ...textsIn(given, longestValue + 1), ...Object.fromEntries(nested) }] as const;
  });
  return Object.fromEntries(variants);
}

function collection(value: unknown): FieldCollection {
  return wordIn(value, ['auto', 'never', 'if_required']);
}

function contactIn(settings: Given): ElementSettings['defaultBillingAddress'] {
  const given = groupIn(settings.defaultBillingAddress);
  const address = groupIn(given.address);
  return {
    name: textIn(given.name, longestText),
    address: Object.fromEntries(addressLines.map((line) => [line, textIn(address[line], longestText)])),
  };
}
