import { Receiver } from '@onfile/server/testing/receiver.ts';
import { type Chance, chanceOf } from './chance.ts';
import { persistent, sandboxOf } from './client.ts';
import type { Books } from './findings.ts';
import { operations, type Sandbox } from './operations.ts';
import type { RoundRobin } from './round-robin.ts';

export interface Plan {
  /** The least number of operations before the run ends, and of kills. */
  readonly operations: number;
  readonly kills: number;
  readonly sandboxes: number;
  /** Concurrent clients of each sandbox. */
  readonly actors: number;
  readonly seed: number;
}

/** How many servers and databases were ended, and how. */
export interface Kills {
  /** Servers killed at any moment. */
  random: number;
  /** Servers killed at a crash point. */
  marked: number;
  /** Servers stopped after another had been started. */
  rolled: number;
  /** The database that they share. */
  database: number;
}

/** The servers under test, and their data. */
export interface Site {
  readonly servers: RoundRobin;
  /** Ends and restarts servers and databases, and counts it, until `over` resolves; then nothing runs. */
  disturb(over: Promise<unknown>, chance: Chance, kills: Kills): Promise<void>;
  /** Starts a server that is left alone; returns a function that stops it. */
  serve(): Promise<() => Promise<void>>;
  books(): Promise<Books>;
  remove(): Promise<void>;
}

export interface Run {
  readonly sandboxes: readonly Sandbox[];
  readonly operations: number;
  readonly kills: Kills;
  /** What arrived at the webhook endpoints. */
  readonly receiver: Receiver;
}

/** Runs random operations on a site that is disturbed repeatedly, until every operation has been answered. */
export async function runThroughCrashes(site: Site, plan: Plan): Promise<Run> {
  const receiver = await Receiver.start();
  const sandboxes = Array.from({ length: plan.sandboxes }, (_, index) =>
    sandboxOf(site.servers, plan.seed, index),
  );
  const stop = await site.serve();
  for (const { stripe } of sandboxes) {
    await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
  }
  await stop();
  const kills: Kills = { random: 0, marked: 0, rolled: 0, database: 0 };
  let begun = 0;
  const isEnough = () => begun >= plan.operations && kills.random + kills.marked >= plan.kills;
  const next = () => (isEnough() ? null : begun++);
  const actors = sandboxes.flatMap((sandbox, index) =>
    Array.from({ length: plan.actors }, (_, actor) =>
      act(sandbox, chanceOf(plan.seed * 1000 + index * plan.actors + actor), next),
    ),
  );
  await site.disturb(Promise.all(actors), chanceOf(plan.seed), kills);
  return { sandboxes, operations: begun, kills, receiver };
}

async function act(sandbox: Sandbox, chance: Chance, next: () => number | null): Promise<void> {
  for (let number = next(); number !== null; number = next()) {
    const name = `operation-${number}`;
    const operate = chance.of(operations);
    const answered = await operate({ sandbox, chance, name, persist: persistent(name, sandbox) });
    sandbox.answered.push(...answered);
  }
}
