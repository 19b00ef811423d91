import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { randomIds } from '../../ids.ts';
import { openSimulator, type Simulator } from './simulator.ts';

export interface TestSimulator {
  readonly simulator: Simulator;
  /** Where its files are. */
  readonly folder: string;
  /** Another simulator on the files as they are on disk now, which is what a killed process leaves behind. */
  restart(): Simulator;
}

/** A simulator of the running test alone. Its clock stands at the start of 2040. */
export function openTestSimulator(): TestSimulator {
  const folder = temporaryFolder();
  return {
    simulator: openIn(folder),
    folder,
    restart: () => {
      const copy = temporaryFolder();
      cpSync(folder, copy, { recursive: true });
      return openIn(copy);
    },
  };
}

function openIn(folder: string): Simulator {
  const simulator = openSimulator(folder, randomIds(), { now: () => Date.UTC(2040, 0) / 1000 });
  onTestFinished(() => simulator.close());
  return simulator;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
