import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a secret is the one that is known, in a time that tells nothing of how much of it is right. */
export function isSameSecret(given: string, known: string): boolean {
  return timingSafeEqual(digest(given), digest(known));
}

// Of one length, whatever is given.
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
