import type {
  StripeAddressElementOptions,
  StripeCheckoutFormValue,
  StripeTaxIdElementChangeEvent,
} from '@stripe/stripe-js';
import type { AddressStandIn } from '../../elements/stand-in.ts';

type AddressValue = Awaited<ReturnType<AddressStandIn['getValue']>>;

/** What `getValue()` returns when the buyer is asked for nothing: what the page passed in, or else nothing. */
export function valueOfStandIn(type: string, options: object) {
  if (type === 'address') return addressOf(options);
  if (type === 'taxId') return noTaxId;
  if (type === 'paymentForm') return noForm;
  return null;
}

function addressOf({ defaultValues }: Pick<StripeAddressElementOptions, 'defaultValues'>): AddressValue {
  const { firstName, lastName, address, phone } = defaultValues ?? {};
  const name = defaultValues?.name ?? [firstName, lastName].filter(Boolean).join(' ');
  const value = {
    name,
    ...(firstName ? { firstName } : {}),
    ...(lastName ? { lastName } : {}),
    address: {
      line1: address?.line1 ?? '',
      line2: address?.line2 ?? null,
      city: address?.city ?? '',
      state: address?.state ?? '',
      postal_code: address?.postal_code ?? '',
      country: address?.country ?? '',
    },
    ...(phone ? { phone } : {}),
  };
  const { line1, city, country } = value.address;
  return { complete: [name, line1, city, country].every((text) => text !== ''), isNewAddress: true, value };
}

/** Without a tax id there is no type; the official types have no word for that. */
const noTaxId: Omit<StripeTaxIdElementChangeEvent, 'value'> & {
  value: Record<keyof StripeTaxIdElementChangeEvent['value'], string>;
} = {
  elementType: 'taxId',
  empty: true,
  complete: false,
  visible: false,
  value: { businessName: '', taxId: '', taxIdType: '', externalTaxIdType: '' },
};

const noForm: StripeCheckoutFormValue = {
  complete: false,
  empty: true,
  value: { customerDetails: { email: '' } },
  status: { customerDetails: { complete: false, empty: true } },
};
