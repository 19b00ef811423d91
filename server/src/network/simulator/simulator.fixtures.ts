import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../clock.ts';
import { randomIds } from '../../ids.ts';
import { openJournalFile } from './open-journal.ts';
import { createSimulator, type Simulator } from './simulator.ts';

export interface TestSimulator {
  readonly simulator: Simulator;
  /** Where its files are. */
  readonly folder: string;
  /** Another simulator on the files as they are on disk now, which is what a killed process leaves behind. */
  restart(): Promise<Simulator>;
  readonly clock: { advance(seconds: number): void };
}

/** A simulator for the running test alone. Its clock stands at the start of 2040 until it is advanced. */
export async function openTestSimulator(): Promise<TestSimulator> {
  const folder = temporaryFolder();
  const clock = clockOf2040();
  return {
    clock,
    simulator: await openIn(folder, clock),
    folder,
    restart: () => {
      const copy = temporaryFolder();
      cpSync(folder, copy, { recursive: true });
      return openIn(copy, clock);
    },
  };
}

export function clockOf2040() {
  let now = Date.UTC(2040, 0) / 1000;
  return {
    now: () => now,
    advance: (seconds: number) => {
      now += seconds;
    },
  };
}

async function openIn(folder: string, clock: Clock): Promise<Simulator> {
  const journal = await openJournalFile(folder);
  onTestFinished(() => journal.close());
  return createSimulator(journal, randomIds(), clock);
}

/** A folder that is removed when the running test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
