import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorization, capture, cardData, refund, reversal } from '../network.fixtures.ts';
import type { MoneyAnswer } from '../network.ts';
import { openTestSimulator } from './simulator.fixtures.ts';
import type { Simulator } from './simulator.ts';

const minorUnits = fc.integer({ min: -5, max: 60 });

/** What can happen to an authorization, each with a new request id or one that was used before. */
const moves = fc.array(
  fc.record({
    kind: fc.constantFrom('capture', 'reversal', 'refund'),
    amount: minorUnits,
    again: fc.boolean(),
  }),
  { maxLength: 12 },
);
const histories = fc.record({
  number: fc.constantFrom('4242424242424242', '4000000000000002', '4000000000007726'),
  amount: fc.integer({ min: 1, max: 50 }),
  captureMethod: fc.constantFrom('automatic', 'manual'),
  moves,
});

type History = typeof histories extends fc.Arbitrary<infer Value> ? Value : never;

interface Moved {
  readonly kind: History['moves'][number]['kind'];
  readonly amount: number;
  readonly answer: MoneyAnswer;
}

/** Plays a history and returns what was moved, counting each request id once. */
async function play(simulator: Simulator, history: History) {
  const { amount, captureMethod, number } = history;
  const request = authorization({ amount, captureMethod, card: cardData(number) });
  const authorized = await simulator.authorize(request);
  const moved: Moved[] = [];
  for (const move of history.moves) {
    const call = callOf(simulator, request.requestId, move);
    const answer = await call();
    moved.push({ kind: move.kind, amount: move.amount, answer });
    if (move.again) expect(await call()).toEqual(answer);
  }
  return { approved: authorized.outcome === 'approved', moved };
}

function callOf(simulator: Simulator, authorized: string, { kind, amount }: History['moves'][number]) {
  const calls = {
    capture: () => {
      const request = capture(authorized, amount);
      return () => simulator.capture(request);
    },
    reversal: () => {
      const request = reversal(authorized);
      return () => simulator.reverse(request);
    },
    refund: () => {
      const request = refund(authorized, amount);
      return () => simulator.refund(request);
    },
  };
  return calls[kind]();
}

describe('whatever happens to an authorization', () => {
  it('no more is captured than authorized, no more paid back than captured, and nothing after a reversal', async () => {
    const { simulator } = await openTestSimulator();
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { approved, moved } = await play(simulator, history);
        const done = moved.filter(({ answer }) => answer.outcome === 'done');
        const sum = (kind: Moved['kind']) =>
          done.filter((move) => move.kind === kind).reduce((total, { amount }) => total + amount, 0);
        const taken = history.captureMethod === 'automatic' && approved ? history.amount : sum('capture');
        const reversed = done.filter(({ kind }) => kind === 'reversal').length;

        expect(taken).toBeLessThanOrEqual(history.amount);
        expect(sum('refund')).toBeLessThanOrEqual(taken);
        expect(reversed).toBeLessThanOrEqual(1);
        if (reversed === 1) expect(taken).toBe(0);
        if (!approved) expect(done).toEqual([]);
        for (const { kind, amount } of done) if (kind !== 'reversal') expect(amount).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});
