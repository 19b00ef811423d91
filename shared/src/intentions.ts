/**
 * A retry after an unknown outcome: what somebody means to do once is sent under one idempotency key until it is known
 * what became of it.
 */

/** A new idempotency key. `crypto.randomUUID` is missing where a page comes without TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/**
 * Whether an answer leaves open what became of a request. `status` is HTTP's, 0 where no whole answer came; `again`
 * tells that the key was sent before: then a refusal that looks at no key says nothing of what that has done.
 */
export function leavesOpen(status: number, again: boolean): boolean {
  if (status === 0 || status === 408 || status === 409 || status >= 500) return true;
  return again && (status === 401 || status === 403 || status === 429);
}

/** The keys of what has no known outcome yet, in memory. */
export class Intentions {
  readonly #keys = new Map<string, string>();

  /**
   * Sends `intention` (a text that is the same for the same thing meant) under its key, again after each of the
   * `pauses` (milliseconds) as long as the answer leaves open what became of it. The last answer is answered; the key
   * stays for the next time if that says nothing either.
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
