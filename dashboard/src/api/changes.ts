import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { leavesOpen } from '@onfile/shared/intentions.ts';
import { type Intention, type Meant, type OpenIntentions, placeOf } from './open-intentions.ts';
import { RequestFailed } from './request-failed.ts';

/** What became of a change whose answer had been lost. */
export interface Settled {
  readonly intention: Intention;
  /** Null where it was refused, or never made. */
  readonly answer: unknown;
  readonly error: RequestFailed | null;
}

/** One request: under its key, and with `resumes` only to hear of what that key has begun. */
type Send = (intention: Intention, resumes: boolean) => Promise<unknown>;

const longestPauseMs = 15_000;

/**
 * Sends what changes something. A change whose answer is lost is not sent anew: the server is asked, for as long as it
 * takes, what became of it. Until then nothing else is sent in its place.
 */
export class Changes {
  readonly intentions: OpenIntentions;
  readonly #send: Send;
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #listeners = new Set<(settled: Settled) => void>();
  readonly #firstPauseMs: number;

  constructor(intentions: OpenIntentions, send: Send, firstPauseMs = 1000) {
    this.intentions = intentions;
    this.#send = send;
    this.#firstPauseMs = firstPauseMs;
  }

  /** Throws RequestFailed for what was refused, or not made; 409 where a change that was sent before was made after all. */
  async post(path: string, params: FormGroup, meant: Meant | null): Promise<unknown> {
    const form = encodeForm(params).toString();
    const same = this.intentions.find(path, form);
    if (same !== undefined) return this.#outcome(same);
    for (const earlier of this.intentions.lostAt(placeOf(path, params))) {
      const made = await this.#outcome(earlier).then(
        () => true,
        () => false,
      );
      if (made) throw new RequestFailed(409, { code: 'earlier_change_made' }, null);
    }
    return this.#outcome(this.intentions.begin({ path, form, meant, place: placeOf(path, params) }));
  }

  /** Looks up what was open when the page was left. */
  resume(): void {
    for (const lost of this.intentions.lost) void this.#outcome(lost).catch(() => {});
  }

  /** Tells what became of changes whose answer had been lost. Answers how to stop. */
  onSettled(listener: (settled: Settled) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #outcome(intention: Intention): Promise<unknown> {
    const running = this.#running.get(intention.key);
    if (running !== undefined) return running;
    const outcome = this.#settle(intention).finally(() => this.#running.delete(intention.key));
    this.#running.set(intention.key, outcome);
    return outcome;
  }

  async #settle(intention: Intention): Promise<unknown> {
    let again = intention.state !== 'sent';
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await this.#send(intention, again);
        this.#end(intention, again, { intention, answer, error: null });
        return answer;
      } catch (thrown) {
        const error = thrown instanceof RequestFailed ? thrown : null;
        if (error === null || !leavesOpen(error.status, again)) {
          this.#end(intention, again, { intention, answer: null, error });
          throw thrown;
        }
        const works = error.status === 409 || error.status === 500;
        this.intentions.mark(intention.key, works ? 'working' : 'silent');
      }
      again = true;
      const pause = Math.min(this.#firstPauseMs * 2 ** tries, longestPauseMs);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  #end({ key }: Intention, wasLost: boolean, settled: Settled): void {
    this.intentions.end(key);
    if (wasLost) for (const listener of this.#listeners) listener(settled);
  }
}
