/** A call's parameters before they are encoded as a form. */
export type FormValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly FormValue[]
  | { readonly [key: string]: FormValue };

export type FormGroup = { readonly [key: string]: FormValue };

/** Encodes nested groups and lists in brackets; null unsets, undefined is left out. */
export function encodeForm(params: FormGroup): URLSearchParams {
  const form = new URLSearchParams();
  const append = (name: string, value: FormValue): void => {
    if (value === undefined) return;
    if (value === null) form.append(name, '');
    else if (typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) append(`${name}[${key}]`, inner);
    } else form.append(name, String(value));
  };
  for (const [name, value] of Object.entries(params)) append(name, value);
  return form;
}
