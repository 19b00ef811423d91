import type { EmailElementSettings, EmailElementType } from '@onfile/shared/element-rpc.ts';
import type { FormGroup, FormValue } from '@onfile/shared/form-encoding.ts';
import { groupOf } from '../../elements/element-options.ts';
import type { ElementType, FramedElement } from '../../elements/framed-element.ts';
import { formOf } from './given.ts';

type Find = (type: ElementType) => FramedElement | null;

const types: readonly EmailElementType[] = ['linkAuthentication', 'contactDetails'];

export function isEmail(type: ElementType): type is EmailElementType {
  return types.some((email) => email === type);
}

/** What the page passed to the element, for its frame. */
export function emailSettings(
  options: object,
  known: Pick<EmailElementSettings, 'type' | 'release' | 'color'>,
): Omit<EmailElementSettings, 'locale' | 'appearance'> {
  const { defaultValues } = groupOf(options, 'options');
  const { email } = groupOf(defaultValues, 'defaultValues');
  return { ...known, defaultEmail: typeof email === 'string' ? email : null, readOnly: false };
}

function mounted(find: Find): FramedElement[] {
  return types.flatMap((type) => {
    const element = find(type);
    return element?.mounted === true ? [element] : [];
  });
}

/** What is wrong with the e-mail, if the page asks for it in an element of its own, which shows the error; otherwise null. */
export async function faultOfEmailField(find: Find): Promise<{ message: string; code: string } | null> {
  for (const element of mounted(find)) {
    const fault = await element.validate();
    if (fault !== null) return fault;
  }
  return null;
}

/** The e-mail typed into such an element. */
export function typedEmail(find: Find): string | undefined {
  for (const { state } of mounted(find)) {
    const { email } = groupOf(state.value, 'value');
    if (typeof email === 'string' && email !== '') return email;
  }
  return undefined;
}

/** A payment method's parameters with that e-mail, unless the page gives another. */
export function withEmail(data: FormValue, { find }: { readonly find: Find }): FormGroup {
  const given = formOf(data, 'payment_method_data');
  const email = typedEmail(find);
  if (email === undefined) return given;
  return { ...given, billing_details: { email, ...formOf(given.billing_details, 'billing_details') } };
}
