import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { newKey } from '@onfile/shared/intentions.ts';

/** What a person is told of a change. */
export interface Meant {
  readonly what: 'payment' | 'refund' | 'capture';
  /** `$77.00` */
  readonly amount: string;
}

/** A change that was sent, and of which nobody knows yet what became. */
export interface Intention {
  /** Its idempotency key. */
  readonly key: string;
  readonly path: string;
  readonly form: string;
  /** What stands in the way of other changes as long as this one is lost. */
  readonly place: string;
  readonly meant: Meant | null;
  /** Milliseconds. */
  readonly at: number;
  /** The first answer is awaited; no answer came; the server says that it does not know yet. */
  readonly state: 'sent' | 'silent' | 'working';
}

/** The server forgets keys after that time. */
const keptMs = 24 * 60 * 60 * 1000;

/** The call, and the object that it is about: a customer who is charged, a payment that is refunded. */
export function placeOf(path: string, params: FormGroup): string {
  return `${path} ${params.payment_intent ?? params.customer ?? params.product ?? ''}`;
}

/** The open changes of a tab. They outlive a reload, and a tab that is duplicated has the same. */
export class OpenIntentions {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #name: string;
  readonly #listeners = new Set<() => void>();
  #all: readonly Intention[];
  #lost: readonly Intention[];

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, name: string) {
    this.#storage = storage;
    this.#name = name;
    // The page that waited for an answer is gone.
    this.#all = read(storage.getItem(name)).map((open) => ({
      ...open,
      state: open.state === 'sent' ? 'silent' : open.state,
    }));
    this.#lost = this.#all;
  }

  /** Those that had no answer, or none that says what became of them. */
  get lost(): readonly Intention[] {
    return this.#lost;
  }

  lostAt(place: string): readonly Intention[] {
    return this.#lost.filter((open) => open.place === place);
  }

  find(path: string, form: string): Intention | undefined {
    return this.#all.find((open) => open.path === path && open.form === form);
  }

  begin(given: Pick<Intention, 'path' | 'form' | 'meant' | 'place'>): Intention {
    const intention: Intention = { ...given, key: newKey(), at: Date.now(), state: 'sent' };
    this.#keep([...this.#all, intention]);
    return intention;
  }

  mark(key: string, state: 'silent' | 'working'): void {
    this.#keep(this.#all.map((open) => (open.key === key ? { ...open, state } : open)));
  }

  end(key: string): void {
    this.#keep(this.#all.filter((open) => open.key !== key));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #keep(all: readonly Intention[]): void {
    this.#all = all;
    this.#lost = all.filter(({ state }) => state !== 'sent');
    this.#storage.setItem(this.#name, JSON.stringify(all));
    for (const listener of this.#listeners) listener();
  }
}

function read(text: string | null): Intention[] {
  try {
    const known: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(known) ? known.filter(isOpen) : [];
  } catch {
    return [];
  }
}

function isOpen(value: unknown): value is Intention {
  if (typeof value !== 'object' || value === null) return false;
  const { key, path, form, at } = value as Partial<Intention>;
  return [key, path, form].every((text) => typeof text === 'string') && Number(at) > Date.now() - keptMs;
}
