/** The object with the named fields only. */
export function pick<Whole extends object, const Name extends keyof Whole>(
  whole: Whole,
  names: readonly Name[],
): Pick<Whole, Name> {
  const picked: Partial<Whole> = {};
  for (const name of names) picked[name] = whole[name];
  return picked as Pick<Whole, Name>;
}
