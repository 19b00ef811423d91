import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` of a payload sent at `timestamp` (unix seconds): one signature for each valid secret, newest first.
 * The key is the secret's whole text. Source: Stripe's guide to verifying signatures.
 */
export function signatureOf(payload: string, timestamp: number, secrets: readonly string[]): string {
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
    return `v1=${digest}`;
  });
  return [`t=${timestamp}`, ...signatures].join(',');
}
