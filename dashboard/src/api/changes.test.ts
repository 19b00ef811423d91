import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Changes, type Settled } from './changes.ts';
import { OpenIntentions, placeOf } from './open-intentions.ts';
import { RequestFailed } from './request-failed.ts';

class Memory {
  readonly #kept = new Map<string, string>();
  getItem(name: string): string | null {
    return this.#kept.get(name) ?? null;
  }
  setItem(name: string, text: string): void {
    this.#kept.set(name, text);
  }
}

type Fate = 'lost in' | 'lost out' | 'answered' | 'refused';

/** A server that acts once for each key. What becomes of the requests is told beforehand; then everything is answered. */
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

function dashboard(server: Server, memory = new Memory()) {
  const told: Settled[] = [];
  const send = ({ key, form }: { key: string; form: string }, resumes: boolean) =>
    server.take(key, form, resumes);
  const changes = new Changes(new OpenIntentions(memory, 'open'), send, 0);
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
  it('is made as often as somebody is told that it was, whatever is lost on the way', async () => {
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

  it('is one for presses at once', async () => {
    const server = new Server(['lost out']);
    const { post } = dashboard(server);
    expect(await Promise.all([post(), post(), post()])).toEqual(['made', 'made', 'made']);
    expect(server.made.size).toBe(1);
  });

  it('outlives the page: it is looked up, told of, and begins nothing', async () => {
    const memory = new Memory();
    // The page is left before there is an answer.
    const open = new OpenIntentions(memory, 'open');
    open.begin({ path: '/v1/payment_intents', form: 'amount=7700', meant: null, place: 'p' });
    expect(open.lost).toEqual([]);
    const server = new Server([]);
    const { changes, told } = dashboard(server, memory);
    expect(changes.intentions.lost).toHaveLength(1);
    changes.resume();
    await expect.poll(() => told).toHaveLength(1);
    expect(told[0]?.error?.body.code).toBe('request_not_begun');
    expect(server.made.size).toBe(0);
    expect(dashboard(server, memory).changes.intentions.lost).toEqual([]);
  });

  it('waits for another in its place that is lost, and is not sent when that was made', async () => {
    const memory = new Memory();
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
    const memory = new Memory();
    new OpenIntentions(memory, 'open').begin({
      path: '/v1/payment_intents',
      form: 'amount=7700&customer=cus_2',
      meant: null,
      place: placeOf('/v1/payment_intents', { customer: 'cus_2' }),
    });
    const { post, changes } = dashboard(new Server([]), memory);
    expect(await post()).toBe('made');
    expect(changes.intentions.lost).toHaveLength(1);
  });

  it.each(['nonsense', '{}', '[1, {"key": 3}]', '[{"key":"a","path":"b","form":"c","at":1}]'])(
    'is not made of what a browser has kept badly or for too long: %s',
    (text) => {
      const memory = new Memory();
      memory.setItem('open', text);
      expect(new OpenIntentions(memory, 'open').lost).toEqual([]);
    },
  );
});
