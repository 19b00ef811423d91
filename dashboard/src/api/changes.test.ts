import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alone, Changes, type Settled } from './changes.ts';
import { forgetOpenIntentions, OpenIntentions, placeOf } from './open-intentions.ts';
import { RequestFailed } from './request-failed.ts';

/** What a browser's tabs share: its storage, whose changes it reports to the other tabs, and its locks. */
class Browser {
  readonly #kept = new Map<string, string>();
  readonly #held = new Map<string, Promise<unknown>>();
  readonly #tabs: { readonly storage: object; readonly open: OpenIntentions }[] = [];
  /** The open changes as a new tab sees them. Only other tabs hear of its own writes. */
  tab(): OpenIntentions {
    const storage = Object.create(this, {
      length: { get: () => this.length },
      key: { value: (index: number) => this.key(index) },
      getItem: { value: (name: string) => this.getItem(name) },
      setItem: { value: (name: string, text: string) => this.#write(name, text, storage) },
      removeItem: { value: (name: string) => this.#write(name, null, storage) },
    });
    const open = new OpenIntentions(storage, 'open');
    this.#tabs.push({ storage, open });
    return open;
  }
  get length(): number {
    return this.#kept.size;
  }
  key(index: number): string | null {
    return [...this.#kept.keys()][index] ?? null;
  }
  getItem(name: string): string | null {
    return this.#kept.get(name) ?? null;
  }
  setItem(name: string, text: string): void {
    this.#write(name, text, this);
  }
  removeItem(name: string): void {
    this.#write(name, null, this);
  }
  readonly alone: Alone = (place, run) => {
    const before = this.#held.get(place);
    const turn = (before ?? Promise.resolve()).then(() => run(before !== undefined));
    const over = turn
      .catch(() => {})
      .then(() => {
        if (this.#held.get(place) === over) this.#held.delete(place);
      });
    this.#held.set(place, over);
    return turn;
  };
  #write(name: string, text: string | null, writer: object): void {
    if (text === null) this.#kept.delete(name);
    else this.#kept.set(name, text);
    setImmediate(() => {
      for (const { storage, open } of this.#tabs) if (storage !== writer) open.written(name, text);
    });
  }
}

type Fate = 'lost in' | 'lost out' | 'answered' | 'refused';

/** A server that acts once per key. The fate of each request is set beforehand; after that everything is answered. */
class Server {
  readonly made = new Map<string, string>();
  readonly #fates: Fate[];
  constructor(fates: readonly Fate[]) {
    this.#fates = [...fates];
  }
  async take(key: string, form: string, resumes: boolean): Promise<object> {
    const fate = this.#fates.shift() ?? 'answered';
    if (fate === 'lost in') throw new RequestFailed(0, {}, null);
    if (resumes && !this.made.has(key)) throw new RequestFailed(404, { code: 'request_not_begun' }, null);
    if (fate === 'refused' && !this.made.has(key)) throw new RequestFailed(400, {}, null);
    this.made.set(key, form);
    if (fate === 'lost out') throw new RequestFailed(500, {}, null);
    return { status: 'succeeded' };
  }
}

const charge = { amount: 7700, customer: 'cus_1' };

function dashboard(server: Server, memory = new Browser()) {
  const told: Settled[] = [];
  const send = ({ key, form }: { key: string; form: string }, resumes: boolean) =>
    server.take(key, form, resumes);
  const changes = new Changes(memory.tab(), send, memory.alone, 0);
  changes.onSettled((settled) => told.push(settled));
  const post = (params = charge) =>
    changes.post('/v1/payment_intents', params, null).then(
      () => 'made' as const,
      (error: RequestFailed) => error.body.code ?? error.status,
    );
  return { changes, post, told, memory };
}

const fates = fc.array(fc.constantFrom<Fate>('lost in', 'lost out', 'answered', 'refused'), {
  maxLength: 12,
});

describe('a change', () => {
  it('is made exactly as often as somebody is told so, whatever is lost on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fates, fc.integer({ min: 1, max: 5 }), async (lost, presses) => {
        const server = new Server(lost);
        const { post } = dashboard(server);
        let made = 0;
        for (let press = 0; press < presses; press += 1) if ((await post()) === 'made') made += 1;
        expect(server.made.size).toBe(made);
      }),
    );
  });

  it('is a single one for simultaneous presses', async () => {
    const server = new Server(['lost out']);
    const { post } = dashboard(server);
    expect(await Promise.all([post(), post(), post()])).toEqual(['made', 'made', 'made']);
    expect(server.made.size).toBe(1);
  });

  it('outlives the page: it is looked up and reported, and begins nothing', async () => {
    const memory = new Browser();
    // The page is left before there is an answer.
    const open = new OpenIntentions(memory, 'open');
    open.begin({ path: '/v1/payment_intents', form: 'amount=7700', meant: null, place: 'p' });
    expect(open.lost).toEqual([]);
    const server = new Server([]);
    const { changes, told } = dashboard(server, memory);
    expect(changes.intentions.all).toHaveLength(1);
    changes.resume();
    await expect.poll(() => told).toHaveLength(1);
    expect(told[0]?.error?.body.code).toBe('request_not_begun');
    expect(server.made.size).toBe(0);
    expect(memory.length).toBe(0);
  });

  it('waits for a lost one in its place, and is not sent if that one was made', async () => {
    const memory = new Browser();
    const place = placeOf('/v1/payment_intents', charge);
    const { key } = new OpenIntentions(memory, 'open').begin({
      path: '/v1/payment_intents',
      form: 'amount=7700&customer=cus_1',
      meant: null,
      place,
    });
    const server = new Server(['lost out']);
    await server.take(key, 'amount=7700&customer=cus_1', false).catch(() => {});
    const { post } = dashboard(server, memory);
    expect(await post({ ...charge, amount: 1200 })).toBe('earlier_change_made');
    expect([...server.made.values()]).toEqual(['amount=7700&customer=cus_1']);
    expect(await post({ ...charge, amount: 1200 })).toBe('made');
  });

  it('of another customer does not wait', async () => {
    const memory = new Browser();
    new OpenIntentions(memory, 'open').begin({
      path: '/v1/payment_intents',
      form: 'amount=7700&customer=cus_2',
      meant: null,
      place: placeOf('/v1/payment_intents', { customer: 'cus_2' }),
    });
    const { post, changes } = dashboard(new Server([]), memory);
    expect(await post()).toBe('made');
    expect(changes.intentions.all).toHaveLength(1);
  });

  it.each(['nonsense', '[]', '{"key":3}', '{"key":"a","path":"b","form":"c","place":"d","at":1}'])(
    'is not restored from what a browser has kept badly or for too long: %s',
    (text) => {
      const memory = new Browser();
      memory.setItem('open a', text);
      expect(new OpenIntentions(memory, 'open').all).toEqual([]);
      expect(memory.length).toBe(0);
    },
  );

  it('is a single one for simultaneous presses in several tabs, whatever is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fates, fc.integer({ min: 2, max: 4 }), async (lost, tabs) => {
        const server = new Server(lost);
        const memory = new Browser();
        const all = Array.from({ length: tabs }, () => dashboard(server, memory));
        for (const { changes } of all) changes.resume();
        await Promise.all(all.map(({ post }) => post()));
        expect(server.made.size).toBeLessThanOrEqual(1);
        await expect.poll(() => memory.length).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('that one tab has lost is known to the others, which hear its outcome', async () => {
    const server = new Server(['lost out', 'lost in', 'lost in', 'lost in']);
    const memory = new Browser();
    const one = dashboard(server, memory);
    const other = dashboard(server, memory);
    other.changes.resume();
    const known: number[] = [];
    other.changes.intentions.subscribe(() => known.push(other.changes.intentions.lost.length));
    expect(await one.post()).toBe('made');
    await expect.poll(() => other.told).toHaveLength(1);
    expect(Math.max(...known)).toBe(1);
    expect(other.changes.intentions.lost).toEqual([]);
    expect(server.made.size).toBe(1);
  });

  it('is forgotten when its member signs out; another sandbox’s is not', () => {
    const memory = new Browser();
    const given = { path: '/v1/customers', form: 'name=Jenny', meant: null, place: 'p' };
    new OpenIntentions(memory, 'open.live').begin(given);
    const other = new OpenIntentions(memory, 'other');
    other.begin(given);
    forgetOpenIntentions(memory, 'open.');
    expect(new OpenIntentions(memory, 'open.live').all).toEqual([]);
    expect(other.all).toHaveLength(1);
  });
});
