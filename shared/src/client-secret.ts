const between = '_secret_';

/** The client secret with which a page reaches the object `id`; nobody can guess `random`. */
export function clientSecretOf(id: string, random: string): string {
  return `${id}${between}${random}`;
}

/** The id of the object that a client secret belongs to; a customer session's only id is its secret. */
export function idInSecret(secret: string): string {
  return secret.startsWith('cuss_') ? secret : (secret.split(between, 1)[0] ?? '');
}

export function isClientSecret(text: string): boolean {
  return text.includes(between);
}

/** The intent that a client secret belongs to; null for any other text. */
export function intentInSecret(text: string): { id: string; mode: 'payment' | 'setup' } | null {
  const [, id, kind] = /^((pi|seti)_\w+?)_secret_/.exec(text) ?? [];
  return id === undefined ? null : { id, mode: kind === 'seti' ? 'setup' : 'payment' };
}

/** Whether a text is a client secret or contains one, as the URL of a challenge does. */
export function holdsClientSecret(text: string): boolean {
  return /\b((cs|pi|seti)_\w+|cuss)_secret_\w/.test(text);
}
