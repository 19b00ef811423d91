/** The Appearance API's classes that occur in a card form, each with the states it can be in. */
export const publicClasses: Readonly<Record<string, string>> = {
  AccordionItem: 'selected',
  Button: 'negative',
  Checkbox: 'checked',
  CheckboxInput: 'checked',
  CheckboxLabel: 'checked',
  Error: '',
  Input: 'invalid empty focused',
  Label: 'invalid empty focused floating resting',
  MenuAction: 'negative',
  MenuIcon: 'open',
  PickerAction: '',
  PickerItem: 'selected new disabled',
  RadioIcon: 'checked',
  RadioIconInner: 'checked',
  RadioIconOuter: 'checked',
  Spinner: '',
  TermsText: '',
};

export interface PublicSelector {
  readonly name: string;
  /** Without a state or a pseudo-class. */
  readonly plain: boolean;
}

const pattern =
  /^\.([A-Z][A-Za-z]{0,29})((?:--[a-z]{1,12})*)((?::(?:hover|focus|focus-visible|active|disabled|autofill)|::(?:placeholder|selection))*)$/;

/** Parses a selector of something that can be in a card form; null for any other. */
export function publicSelector(selector: string): PublicSelector | null {
  const [, name = '', states = '', pseudo = ''] = pattern.exec(selector) ?? [];
  if (!Object.hasOwn(publicClasses, name)) return null;
  const known = publicClasses[name]?.split(' ') ?? [];
  if (!states.split('--').every((state) => state === '' || known.includes(state))) return null;
  return { name, plain: states === '' && pseudo === '' };
}
