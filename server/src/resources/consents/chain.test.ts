import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenAt, entryHash, genesisHash } from './chain.ts';
import type { ConsentEntry } from './entry.ts';

function entry(sequence: number, previousHash: string, lastFour = '4242'): ConsentEntry {
  return {
    sequence,
    id: `cons_${sequence}`,
    account: 'acct_1',
    livemode: false,
    action: 'granted',
    customer: 'cus_1',
    payment_method: `pm_${sequence}`,
    card: { brand: 'visa', last4: lastFour, fingerprint: 'f' },
    checkout_session: 'cs_1',
    payment_intent: 'pi_1',
    setup_intent: null,
    uses: ['redisplay'],
    texts: { save_label: 'Save', terms: null, terms_url: null, business: 'Shop' },
    language: 'en',
    texts_version: '1',
    source: 'element',
    agreed_at: 1,
    email: null,
    ip_address: '127.0.0.1',
    user_agent: null,
    request: 'req_1',
    previous_hash: previousHash,
  };
}

function chainOf(length: number) {
  const chain: { entry: ConsentEntry; hash: string }[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const next = entry(sequence, chain.at(-1)?.hash ?? genesisHash);
    chain.push({ entry: next, hash: entryHash(next) });
  }
  return chain;
}

describe('the consent journal', () => {
  it('is intact as written', () => {
    expect(brokenAt(chainOf(5))).toBeNull();
    expect(brokenAt([])).toBeNull();
  });

  it('hashes an entry whatever the order of its fields', () => {
    const first = entry(1, genesisHash);
    const { sequence, id, account, ...rest } = first;
    expect(entryHash({ ...rest, account, id, sequence })).toBe(entryHash(first));
  });

  it('hashes as any program can: SHA-256 of canonical JSON', () => {
    expect(entryHash(entry(1, genesisHash))).toBe(
      '0fdf439e5633e4127ba822acb97bcd51cc7760a23780e256658f6a0ed29830b3',
    );
  });

  it.each(Object.keys(entry(1, genesisHash)))('reveals that %s was altered', (field) => {
    const chain = chainOf(3);
    const second = chain[1];
    if (second === undefined) throw new Error('out of range');
    chain[1] = { ...second, entry: { ...second.entry, [field]: 'another' } };
    expect(brokenAt(chain)).toBe(1);
  });

  it('reveals an entry that was altered and rehashed, by the entry after it', () => {
    const chain = chainOf(3);
    const forged = { ...entry(1, genesisHash), customer: 'cus_other' };
    chain[0] = { entry: forged, hash: entryHash(forged) };
    expect(brokenAt(chain)).toBe(1);
  });

  it('reveals where an entry was altered, removed or swapped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.nat(),
        fc.constantFrom('alter', 'remove', 'swap'),
        (length, at, how) => {
          const chain = chainOf(length);
          const position = at % (length - 1);
          const [first, second] = [chain[position], chain[position + 1]];
          if (first === undefined || second === undefined) throw new Error('out of range');
          if (how === 'alter')
            chain[position] = { ...first, entry: { ...first.entry, customer: 'cus_other' } };
          if (how === 'remove') chain.splice(position, 1);
          if (how === 'swap') chain.splice(position, 2, second, first);
          expect(brokenAt(chain)).toBe(position);
        },
      ),
    );
  });
});
