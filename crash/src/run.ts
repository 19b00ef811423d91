import { Receiver } from '@onfile/server/testing/receiver.ts';
import { type Chance, chanceOf } from './chance.ts';
import { persistent, sandboxOf } from './client.ts';
import type { Books } from './findings.ts';
import { operations, type Sandbox } from './operations.ts';
import type { RoundRobin } from './round-robin.ts';

export interface Plan {
  /** It goes on until so many operations have been answered, and so many servers have been killed. */
  readonly operations: number;
  readonly kills: number;
  readonly sandboxes: number;
  /** Clients of each sandbox that work at the same time. */
  readonly actors: number;
  readonly seed: number;
}

/** How often what was ended, and how. */
export interface Kills {
  /** Servers, at any moment. */
  random: number;
  /** Servers, at a crash point. */
  marked: number;
  /** Servers that were told to end when another had been started. */
  rolled: number;
  /** The database beneath them. */
  database: number;
}

/** The servers, and the data that they leave behind. */
export interface Site {
  readonly servers: RoundRobin;
  /** Ends and starts what there is, again and again, and counts it, until it is over; then nothing runs. */
  disturb(over: Promise<unknown>, chance: Chance, kills: Kills): Promise<void>;
  /** Starts a server that nobody disturbs; answers what ends it. */
  serve(): Promise<() => Promise<void>>;
  books(): Promise<Books>;
  remove(): Promise<void>;
}

export interface Run {
  readonly sandboxes: readonly Sandbox[];
  readonly operations: number;
  readonly kills: Kills;
  /** What came in at the webhook endpoints. */
  readonly receiver: Receiver;
}

/** Runs random operations on a site that is disturbed again and again, until every operation has been answered. */
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
