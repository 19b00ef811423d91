import { createHash } from 'node:crypto';

/** 15 digits derived from the request, as networks number transactions. */
export function networkTransactionIdOf(requestId: string): string {
  const number = digest(`network transaction ${requestId}`).readBigUInt64BE();
  return (10n ** 14n + (number % (9n * 10n ** 14n))).toString();
}

/** Six digits derived from the request. */
export function authorizationCodeOf(requestId: string): string {
  return (digest(`authorization code ${requestId}`).readUInt32BE() % 1_000_000).toString().padStart(6, '0');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
