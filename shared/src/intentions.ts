/**
 * Retries after an unknown outcome: whatever somebody means to do once is sent under one idempotency key until its outcome
 * is known.
 */

/** Makes an idempotency key. `crypto.randomUUID` is missing on pages without TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/**
 * Whether an answer leaves a request's outcome unknown. `status` is the HTTP status, or 0 if no complete answer arrived.
 * `again` says that the key was sent before: then a refusal that does not look at keys says nothing about the earlier try.
 */
export function leavesOpen(status: number, again: boolean): boolean {
  if (status === 0 || status === 408 || status === 409 || status >= 500) return true;
  return again && (status === 401 || status === 403 || status === 429);
}

/** The keys of everything whose outcome is still unknown, in memory. */
export class Intentions {
  readonly #keys = new Map<string, string>();

  /**
   * Sends `intention` (a text that is the same whenever the same thing is meant) under its key, and again after each of the
   * `pauses` (milliseconds) as long as the answer leaves its outcome unknown. Returns the last answer; the key is kept for
   * the next call if that leaves it unknown too.
   */
  async send<Answer extends { readonly status: number }>(
    intention: string,
    ask: (key: string) => Promise<Answer>,
    pauses: readonly number[] = [300, 1000, 2500],
  ): Promise<Answer> {
    let again = this.#keys.has(intention);
    const key = this.#keys.get(intention) ?? newKey();
    this.#keys.set(intention, key);
    for (let sent = 0; ; sent += 1) {
      const answer = await ask(key);
      if (!leavesOpen(answer.status, again)) {
        this.#keys.delete(intention);
        return answer;
      }
      again = true;
      const pause = pauses[sent];
      if (pause === undefined) return answer;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
