import { describe, expect, it, test } from 'vitest';
import { NetworkUnavailable } from '../network.ts';
import { FaultSwitches } from './faults.ts';

/** Whether each of a hundred answers arrives. */
function arrivals(switches: FaultSwitches): boolean[] {
  return Array.from({ length: 100 }, () => {
    try {
      return switches.of('acct_shop').deliver(true);
    } catch {
      return false;
    }
  });
}

describe('faults', () => {
  it('do not occur until they are switched on', async () => {
    const switches = new FaultSwitches();
    await switches.of('acct_shop').reach();
    expect(arrivals(switches)).not.toContain(false);
    expect(switches.of('acct_shop').declines()).toBe(false);
  });

  it('occur at about their rate, and repeat for the same seed', () => {
    const switches = new FaultSwitches();
    switches.set('acct_shop', { lostAnswerRate: 0.3, seed: 'one' });
    const first = arrivals(switches);
    expect(first.filter((arrived) => !arrived).length).toBeGreaterThan(15);
    expect(first.filter((arrived) => !arrived).length).toBeLessThan(45);
    switches.set('acct_shop', { seed: 'one' });
    expect(arrivals(switches)).toEqual(first);
    switches.set('acct_shop', { seed: 'two' });
    expect(arrivals(switches)).not.toEqual(first);
  });

  it('belong to one account', async () => {
    const switches = new FaultSwitches();
    switches.set('acct_shop', { outage: true });
    await expect(switches.of('acct_shop').reach()).rejects.toThrow(NetworkUnavailable);
    await switches.of('acct_other').reach();
  });

  it('delay a request', async () => {
    const switches = new FaultSwitches();
    switches.set('acct_shop', { latencyMs: 30 });
    const start = performance.now();
    await switches.of('acct_shop').reach();
    expect(performance.now() - start).toBeGreaterThan(25);
  });

  test.each([-0.1, 1.1, Number.NaN])('have no rate of %d', (rate) => {
    expect(() => new FaultSwitches().set('acct_shop', { declineRate: rate })).toThrow(RangeError);
  });
});
