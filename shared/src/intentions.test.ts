import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Intentions, leavesOpen, newKey } from './intentions.ts';

/** A server that acts once per key, and whose requests and answers may be lost. */
function server() {
  const done = new Map<string, string>();
  return {
    done,
    /** `in`: the request never arrives; `out`: it is carried out, and its answer is lost. */
    ask: (what: string, key: string, lost: 'in' | 'out' | null) => {
      if (lost === 'in') return { status: 0, what: null };
      if (!done.has(key)) done.set(key, what);
      return lost === 'out' ? { status: 500, what: null } : { status: 200, what: done.get(key) ?? null };
    },
  };
}

const fate = fc.constantFrom('in' as const, 'out' as const, null);

describe('an intention', () => {
  it('is carried out once, however many answers are lost and however often it is sent again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fate, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        async (presses) => {
          const { done, ask } = server();
          const intentions = new Intentions();
          let known = 0;
          for (const fates of presses) {
            let sent = 0;
            const answer = await intentions.send(
              'charge 77.00',
              async (key) => {
                const lost = fates[sent] ?? null;
                sent += 1;
                return ask('charge 77.00', key, lost);
              },
              fates.slice(1).map(() => 0),
            );
            if (answer.status === 200) known += 1;
          }
          const open = presses.at(-1)?.every((lost) => lost !== null) === true ? 1 : 0;
          // Each known outcome is one deed; each unknown one is at most one.
          expect(done.size).toBeGreaterThanOrEqual(known);
          expect(done.size).toBeLessThanOrEqual(known + open);
        },
      ),
    );
  });

  it('has a key of its own', async () => {
    const intentions = new Intentions();
    const keys: string[] = [];
    const lose = async (key: string) => {
      keys.push(key);
      return { status: 0 };
    };
    await intentions.send('7700', lose, []);
    await intentions.send('1200', lose, []);
    await intentions.send('7700', lose, [0]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys.slice(2)).toEqual([keys[0], keys[0]]);
  });

  it('is a new one once its outcome is known, even if that was a refusal', async () => {
    const intentions = new Intentions();
    const keys = new Set<string>();
    for (const status of [200, 402, 400, 429]) {
      await intentions.send('7700', async (key) => {
        keys.add(key);
        return { status };
      });
    }
    expect(keys.size).toBe(4);
  });
});

it.each([
  [200, false, false],
  [402, true, false],
  [404, true, false],
  [401, false, false],
  [401, true, true],
  [429, true, true],
  [409, false, true],
  [408, false, true],
  [500, false, true],
  [503, false, true],
  [0, false, true],
])('an answer %i leaves open what became of a request (sent before: %s): %s', (status, again, open) => {
  expect(leavesOpen(status, again)).toBe(open);
});

it('keys are never the same', () => {
  expect(new Set(Array.from({ length: 1000 }, newKey)).size).toBe(1000);
});
