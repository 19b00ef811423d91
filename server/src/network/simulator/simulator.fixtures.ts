import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../clock.ts';
import { randomIds } from '../../ids.ts';
import { openSimulator, type Simulator } from './simulator.ts';

export interface TestSimulator {
  readonly simulator: Simulator;
  /** Where its files are. */
  readonly folder: string;
  /** Another simulator on the files as they are on disk now, which is what a killed process leaves behind. */
  restart(): Simulator;
  readonly clock: { advance(seconds: number): void };
}

/** A simulator of the running test alone. Its clock stands at the start of 2040 until it is moved. */
export function openTestSimulator(): TestSimulator {
  const folder = temporaryFolder();
  let now = Date.UTC(2040, 0) / 1000;
  const clock = {
    now: () => now,
    advance: (seconds: number) => {
      now += seconds;
    },
  };
  return {
    clock,
    simulator: openIn(folder, clock),
    folder,
    restart: () => {
      const copy = temporaryFolder();
      cpSync(folder, copy, { recursive: true });
      return openIn(copy, clock);
    },
  };
}

function openIn(folder: string, clock: Clock): Simulator {
  const simulator = openSimulator(folder, randomIds(), clock);
  onTestFinished(() => simulator.close());
  return simulator;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
