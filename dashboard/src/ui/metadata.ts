import type { FormGroup } from '@onfile/shared/form-encoding.ts';

/** `key = value` lines, as people edit metadata. */
export function metadataText(metadata: Readonly<Record<string, string>>): string {
  return Object.entries(metadata)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n');
}

function readMetadata(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name = '', ...value] = line.split('=');
    if (name.trim() !== '') pairs.set(name.trim(), value.join('=').trim());
  }
  return pairs;
}

/** What to send so that the metadata becomes what the text says; keys that are gone are unset. */
export function metadataChange(before: Readonly<Record<string, string>>, text: string): FormGroup {
  const after = readMetadata(text);
  const change: Record<string, string> = {};
  for (const name of Object.keys(before)) if (!after.has(name)) change[name] = '';
  for (const [name, value] of after) if (before[name] !== value) change[name] = value;
  return change;
}
