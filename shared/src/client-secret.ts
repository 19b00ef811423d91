const between = '_secret_';

/** What a page shows to reach the object `id`; nobody can guess `random`. */
export function clientSecretOf(id: string, random: string): string {
  return `${id}${between}${random}`;
}

/** The id of the object that a client secret is of; a customer session has none but its secret. */
export function idInSecret(secret: string): string {
  return secret.startsWith('cuss_') ? secret : (secret.split(between, 1)[0] ?? '');
}

export function isClientSecret(text: string): boolean {
  return text.includes(between);
}

/** The intent that a client secret is of; null for any other text. */
export function intentInSecret(text: string): { id: string; mode: 'payment' | 'setup' } | null {
  const [, id, kind] = /^((pi|seti)_\w+?)_secret_/.exec(text) ?? [];
  return id === undefined ? null : { id, mode: kind === 'seti' ? 'setup' : 'payment' };
}

/** Whether a text is a client secret, or has one in it, as the address of a challenge has. */
export function holdsClientSecret(text: string): boolean {
  return /\b((cs|pi|seti)_\w+|cuss)_secret_\w/.test(text);
}
