import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdmissionLimits, createAdmission } from './admission.ts';

const limits: AdmissionLimits = {
  atWork: { ofOneAccount: 2, ofAll: 3 },
  waiting: { ofOneAccount: 3, ofAll: 5 },
};

/** A crowd of requests at an admission: the outcome of each, by account, in order of arrival. */
function crowd() {
  const admission = createAdmission(limits, async () => {});
  const states: { account: string; state: 'waits' | 'works' | 'refused' | 'done' }[] = [];
  const ends: { index: number; end: () => void }[] = [];
  return {
    states,
    in: (state: string, account?: string) =>
      states.filter((each) => each.state === state && (account === undefined || each.account === account))
        .length,
    async come(account: string): Promise<void> {
      const index = states.push({ account, state: 'waits' }) - 1;
      const become = (state: 'works' | 'refused') => {
        states[index] = { account, state };
      };
      admission.enter(account).then(
        (end) => {
          become('works');
          ends.push({ index, end });
        },
        () => become('refused'),
      );
      await settled();
    },
    async finish(which: number): Promise<void> {
      const [ended] = ends.splice(which % Math.max(ends.length, 1), 1);
      if (ended === undefined) return;
      states[ended.index] = { account: states[ended.index]?.account ?? '', state: 'done' };
      ended.end();
      await settled();
    },
  };
}

const settled = () => new Promise(setImmediate);

describe('the admission of requests', () => {
  it('keeps its limits, wakes whoever may begin, and forgets nobody', async () => {
    const step = fc.oneof(
      fc.record({ come: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ finish: fc.nat(10) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const requests = crowd();
        for (const each of steps) {
          if ('come' in each) await requests.come(each.come);
          else await requests.finish(each.finish);
          expect(requests.in('works')).toBeLessThanOrEqual(limits.atWork.ofAll);
          expect(requests.in('waits')).toBeLessThanOrEqual(limits.waiting.ofAll);
          for (const account of ['a', 'b', 'c']) {
            const works = requests.in('works', account);
            expect(works).toBeLessThanOrEqual(limits.atWork.ofOneAccount);
            expect(requests.in('waits', account)).toBeLessThanOrEqual(limits.waiting.ofOneAccount);
            const held = works === limits.atWork.ofOneAccount || requests.in('works') === limits.atWork.ofAll;
            if (requests.in('waits', account) > 0) expect(held).toBe(true);
          }
        }
        while (requests.in('works') > 0) await requests.finish(0);
        expect(requests.in('waits')).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses accounts that send too much, in favour of those that send little', async () => {
    const requests = crowd();
    for (let count = 0; count < 9; count += 1) await requests.come('flood');
    expect([requests.in('works'), requests.in('waits'), requests.in('refused')]).toEqual([2, 3, 4]);
    await requests.come('other');
    for (let count = 0; count < 2; count += 1) await requests.come('quiet');
    // All five places are taken: the third account gets the place of the flood's newest request.
    await requests.come('third');
    expect(requests.in('refused', 'flood')).toBe(5);
    expect(requests.in('waits', 'third')).toBe(1);
    // Turns rotate, however many requests one account has waiting.
    for (let count = 0; count < 3; count += 1) await requests.finish(0);
    expect(requests.in('refused', 'quiet') + requests.in('refused', 'third')).toBe(0);
    expect(requests.in('waits', 'third')).toBe(0);
  });
});
