import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { leavesOpen } from '@onfile/shared/intentions.ts';
import { type Intention, type Meant, type OpenIntentions, placeOf } from './open-intentions.ts';
import { RequestFailed } from './request-failed.ts';

/** The outcome of a change whose answer had been lost. */
export interface Settled {
  readonly intention: Intention;
  /** Null if it was refused, or never made. */
  readonly answer: unknown;
  readonly error: RequestFailed | null;
}

/** Sends one request under its key; with `resumes`, only asks for the outcome of what that key has begun. */
type Send = (intention: Intention, resumes: boolean) => Promise<unknown>;

/** Runs once no other tab is sending or looking up anything in that place; `waited` says whether one was. */
export type Alone = <Answer>(place: string, run: (waited: boolean) => Promise<Answer>) => Promise<Answer>;

const longestPauseMs = 15_000;

/**
 * Sends changes. A change whose answer is lost is not sent again: the server is asked for its outcome, for as long as it
 * takes. Until then no tab sends anything else in its place.
 */
export class Changes {
  readonly intentions: OpenIntentions;
  readonly #send: Send;
  readonly #alone: Alone | null;
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #watched = new Set<string>();
  readonly #listeners = new Set<(settled: Settled) => void>();
  readonly #firstPauseMs: number;

  /** `alone` is null if the browser has no locks: then tabs only know of each other through what is kept. */
  constructor(intentions: OpenIntentions, send: Send, alone: Alone | null, firstPauseMs = 1000) {
    this.intentions = intentions;
    this.#send = send;
    this.#alone = alone;
    this.#firstPauseMs = firstPauseMs;
  }

  /** Throws RequestFailed for a change that was refused or not made, and 409 if an earlier one was made after all. */
  async post(path: string, params: FormGroup, meant: Meant | null): Promise<unknown> {
    const form = encodeForm(params).toString();
    const same = this.intentions.find(path, form);
    if (same !== undefined) return this.#outcome(same);
    const place = placeOf(path, params);
    for (const earlier of this.intentions.lostAt(place)) await this.#unlessMade(earlier);
    return this.#begin({ path, form, meant, place });
  }

  /** Looks up changes left open by earlier pages, and from then on those that other tabs lose. Returns a function that stops. */
  resume(): () => void {
    for (const open of this.intentions.all) this.#take(open, true);
    return this.intentions.subscribe(() => {
      for (const open of this.intentions.all) this.#take(open, this.#alone !== null);
    });
  }

  /** Reports the outcome of changes whose answer had been lost. Returns a function that stops. */
  onSettled(listener: (settled: Settled) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Pressing the same while another tab is sending it means the same change, so it is sent once. */
  async #begin(given: Pick<Intention, 'path' | 'form' | 'meant' | 'place'>): Promise<unknown> {
    let same: Intention | undefined;
    let earlier: Intention | undefined;
    const look = (written: Intention | null) => {
      if (written?.path === given.path && written.form === given.form) same ??= written;
      same ??= this.intentions.find(given.path, given.form);
    };
    const stop = this.intentions.subscribe(look);
    const begin = async (waited: boolean) => {
      // What the other tab has written may arrive after its lock is free.
      if (waited) await this.#pause(1 / 4);
      stop();
      look(null);
      // No other tab is working on it, so whatever is open here was left behind.
      if (this.#alone !== null) earlier = this.intentions.at(given.place);
      if (same !== undefined || earlier !== undefined) return;
      const begun = this.intentions.begin(given);
      const outcome = this.#run(begun, () => this.#settle(begun, false));
      // Whoever waits for the place waits for the outcome.
      await outcome.catch(() => {});
      return { outcome };
    };
    const begun = await (this.#alone === null ? begin(false) : this.#alone(given.place, begin));
    if (begun !== undefined) return begun.outcome;
    if (same !== undefined) return this.#outcome(same);
    if (earlier !== undefined) await this.#unlessMade(earlier);
    return this.#begin(given);
  }

  async #unlessMade(earlier: Intention): Promise<void> {
    const made = await this.#outcome(earlier).then(
      () => true,
      () => false,
    );
    if (made) throw new RequestFailed(409, { code: 'earlier_change_made' }, null);
  }

  /** Takes over another tab's change: at once if it is lost, or when that tab is gone if it is still being sent. */
  #take(open: Intention, orphans: boolean): void {
    if (this.#running.has(open.key)) return;
    if (open.state !== 'sent') void this.#outcome(open).catch(() => {});
    else if (orphans && !this.#watched.has(open.key)) void this.#watch(open);
  }

  async #watch({ key, place }: Intention): Promise<void> {
    this.#watched.add(key);
    await this.#alone?.(place, async () => {});
    await this.#pause(1);
    if (!this.#running.has(key)) this.intentions.mark(key, 'silent');
  }

  #outcome(intention: Intention): Promise<unknown> {
    const settle = () => this.#settle(intention, true);
    return this.#run(intention, () =>
      this.#alone === null ? settle() : this.#alone(intention.place, settle),
    );
  }

  #run({ key }: Intention, begin: () => Promise<unknown>): Promise<unknown> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const outcome = begin().finally(() => this.#running.delete(key));
    this.#running.set(key, outcome);
    return outcome;
  }

  async #settle(intention: Intention, wasSent: boolean): Promise<unknown> {
    let again = wasSent;
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
      await this.#pause(2 ** tries);
    }
  }

  #pause(times: number): Promise<void> {
    return new Promise((resolve) =>
      setTimeout(resolve, Math.min(this.#firstPauseMs * times, longestPauseMs)),
    );
  }

  #end({ key }: Intention, wasLost: boolean, settled: Settled): void {
    this.intentions.end(key);
    if (wasLost) for (const listener of this.#listeners) listener(settled);
  }
}
