import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { newKey } from '@onfile/shared/intentions.ts';

/** How a person is told of a change. */
export interface Meant {
  readonly what: 'payment' | 'refund' | 'capture';
  /** `$77.00` */
  readonly amount: string;
}

/** A change that was sent and whose outcome is unknown. */
export interface Intention {
  /** Its idempotency key. */
  readonly key: string;
  readonly path: string;
  readonly form: string;
  /** No other change may be sent in the same place while this one is lost. */
  readonly place: string;
  readonly meant: Meant | null;
  /** Milliseconds. */
  readonly at: number;
  /** Waiting for the first answer; no answer came; or the server says that it does not know yet. */
  readonly state: 'sent' | 'silent' | 'working';
}

/** The server forgets keys after this time. */
const keptMs = 24 * 60 * 60 * 1000;

/** The call, and the object it is about: a customer who is charged, a payment that is refunded. */
export function placeOf(path: string, params: FormGroup): string {
  return `${path} ${params.payment_intent ?? params.customer ?? params.product ?? ''}`;
}

/** Called when something has changed, with what another tab has written. */
type Listener = (written: Intention | null) => void;

/** Where open changes are kept: `localStorage`. */
export type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * A browser's open changes, shared by all its tabs. They outlive the tab that sent them. Each is kept separately, so that
 * tabs that write at once do not disturb each other's, and only for as long as it is open.
 */
export class OpenIntentions {
  readonly #storage: Kept;
  readonly #prefix: string;
  readonly #listeners = new Set<Listener>();
  #all: readonly Intention[];
  #lost: readonly Intention[];

  constructor(storage: Kept, name: string) {
    this.#storage = storage;
    this.#prefix = `${name} `;
    this.#all = this.#read();
    this.#lost = this.#all.filter(({ state }) => state !== 'sent');
  }

  get all(): readonly Intention[] {
    return this.#all;
  }

  /** Those without an answer, or whose answer leaves the outcome unknown. */
  get lost(): readonly Intention[] {
    return this.#lost;
  }

  lostAt(place: string): readonly Intention[] {
    return this.#lost.filter((open) => open.place === place);
  }

  find(path: string, form: string): Intention | undefined {
    return this.#read().find((open) => open.path === path && open.form === form);
  }

  at(place: string): Intention | undefined {
    return this.#read().find((open) => open.place === place);
  }

  begin(given: Pick<Intention, 'path' | 'form' | 'meant' | 'place'>): Intention {
    const intention: Intention = { ...given, key: newKey(), at: Date.now(), state: 'sent' };
    this.#storage.setItem(this.#prefix + intention.key, JSON.stringify(intention));
    this.#changed(this.#read());
    return intention;
  }

  /** Does nothing if the change has ended, in this tab or another. */
  mark(key: string, state: 'silent' | 'working'): void {
    const open = parse(this.#storage.getItem(this.#prefix + key));
    if (open !== null) this.#storage.setItem(this.#prefix + key, JSON.stringify({ ...open, state }));
    this.#changed(this.#read());
  }

  end(key: string): void {
    this.#storage.removeItem(this.#prefix + key);
    this.#changed(this.#read());
  }

  /** What another tab has written, from a `storage` event; null if it removed it. It may have ended since. */
  written(name: string, text: string | null): void {
    if (!name.startsWith(this.#prefix)) return;
    this.#changed(this.#read(), parse(text));
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(all: readonly Intention[], written: Intention | null = null): void {
    this.#all = all;
    this.#lost = all.filter(({ state }) => state !== 'sent');
    for (const listener of this.#listeners) listener(written);
  }

  #read(): readonly Intention[] {
    return namesIn(this.#storage, this.#prefix)
      .map((name) => {
        const open = parse(this.#storage.getItem(name));
        if (open === null) this.#storage.removeItem(name);
        return open;
      })
      .filter((open) => open !== null)
      .sort((one, other) => one.at - other.at);
  }
}

/** Forgets every open change kept under names with this prefix. */
export function forgetOpenIntentions(storage: Kept, prefix: string): void {
  for (const name of namesIn(storage, prefix)) storage.removeItem(name);
}

function namesIn(storage: Kept, prefix: string): readonly string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((name) =>
    name.startsWith(prefix),
  );
}

function parse(text: string | null): Intention | null {
  try {
    const known: unknown = JSON.parse(text ?? 'null');
    return isOpen(known) ? known : null;
  } catch {
    return null;
  }
}

function isOpen(value: unknown): value is Intention {
  if (typeof value !== 'object' || value === null) return false;
  const { key, path, form, place, at } = value as Partial<Intention>;
  return (
    [key, path, form, place].every((text) => typeof text === 'string') && Number(at) > Date.now() - keptMs
  );
}
