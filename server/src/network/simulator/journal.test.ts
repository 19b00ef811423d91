import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NetworkUnavailable } from '../network.ts';
import { Journal } from './journal.ts';
import type { MoneyEntry } from './journal-entries.ts';

function openJournal(): Journal {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-journal-'));
  const journal = new Journal(join(folder, 'simulator.db'));
  onTestFinished(() => {
    journal.close();
    rmSync(folder, { recursive: true });
  });
  return journal;
}

function entry(requestId: string): MoneyEntry {
  return {
    requestId,
    account: 'acct_shop',
    amount: 100,
    kind: 'capture',
    authorization: 'authorized',
    answer: { outcome: 'done', status: 'succeeded' },
  };
}

describe('write', () => {
  it('runs work that came together in order, each seeing what was before it', async () => {
    const journal = openJournal();
    const counts = await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        journal.write((entries) => {
          entries.append(entry(id));
          return entries.movesOf('authorized').length;
        }),
      ),
    );
    expect(counts).toEqual([1, 2, 3]);
    expect(journal.entries.find('b')).toEqual(entry('b'));
  });

  it('lets work that throws fail alone', async () => {
    const journal = openJournal();
    const [good, bad, other] = await Promise.allSettled([
      journal.write((entries) => entries.append(entry('a'))),
      journal.write((entries) => entries.append(entry('a'))),
      journal.write((entries) => entries.append(entry('b'))),
    ]);
    expect([good?.status, bad?.status, other?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(journal.entries.movesOf('authorized')).toHaveLength(2);
  });

  it('has no answer once the journal is closed', async () => {
    const journal = openJournal();
    journal.close();
    await expect(journal.write((entries) => entries.append(entry('a')))).rejects.toThrow(NetworkUnavailable);
  });

  it('finishes what waits before it closes', async () => {
    const journal = openJournal();
    const written = journal.write((entries) => entries.append(entry('a')));
    journal.close();
    await expect(written).resolves.toBeUndefined();
  });
});
