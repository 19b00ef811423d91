import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { randomIds } from '../../ids.ts';
import { openSimulator, type Simulator } from './simulator.ts';

export interface TestSimulator {
  readonly simulator: Simulator;
  /** Where its files are. */
  readonly folder: string;
  /** Closes the simulator and opens it again on the same folder. */
  restart(): Simulator;
}

/** A simulator of the running test alone. Its clock stands in 2040 unless told otherwise. */
export function openTestSimulator({ now = Date.UTC(2040, 0) / 1000 } = {}): TestSimulator {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-simulator-'));
  const open = () => openSimulator(folder, randomIds(), { now: () => now });
  const first = open();
  let running = first;
  onTestFinished(() => {
    running.close();
    rmSync(folder, { recursive: true });
  });
  return {
    simulator: first,
    folder,
    restart: () => {
      running.close();
      running = open();
      return running;
    },
  };
}
