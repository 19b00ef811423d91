import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crashPoints } from '@onfile/server/crash-point.ts';
import { Receiver } from '@onfile/server/testing/receiver.ts';
import Stripe from 'stripe';
import { type Chance, chanceOf } from './chance.ts';
import { type Answered, operations, type Persist, type Sandbox } from './operations.ts';
import { freePort, ServerProcess } from './server-process.ts';

export interface Plan {
  readonly operations: number;
  readonly sandboxes: number;
  readonly seed: number;
}

export interface Run {
  /** The data that the server left behind. */
  readonly folder: string;
  readonly url: string;
  readonly sandboxes: readonly (Sandbox & { readonly answered: Answered[] })[];
  /** By what: at random, or at a crash point. */
  readonly kills: { readonly random: number; readonly marked: number };
  readonly operations: number;
  /** What came in at the webhook endpoints. */
  readonly receiver: Receiver;
  /** Starts the server once more, for looking. */
  serve(): Promise<ServerProcess>;
  remove(): Promise<void>;
}

const actorsPerSandbox = 3;
/** How long a server may live before it is killed, in milliseconds. */
const life = { least: 5, most: 300 } as const;
/** Longer where a crash point is armed: it ends the server by itself. */
const armedLifeMs = 2000;

/** Runs random operations against a server that is killed again and again, until every operation has been answered. */
export async function runThroughCrashes(plan: Plan): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-crash-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const receiver = await Receiver.start();
  const sandboxes = Array.from({ length: plan.sandboxes }, (_, index) =>
    sandboxOf(url, port, plan.seed, index),
  );
  await listenTo(receiver, sandboxes, port, folder);
  let begun = 0;
  const next = () => (begun < plan.operations ? begun++ : null);
  const actors = sandboxes.flatMap((sandbox, index) =>
    Array.from({ length: actorsPerSandbox }, (_, actor) =>
      act(sandbox, chanceOf(plan.seed * 1000 + index * actorsPerSandbox + actor), next),
    ),
  );
  const working = Promise.all(actors).then(() => true);
  const kills = await killUntil(working, port, folder, chanceOf(plan.seed));
  return {
    folder,
    url,
    sandboxes,
    kills,
    operations: plan.operations,
    receiver,
    serve: () => ServerProcess.start(port, folder, null),
    remove: async () => {
      await receiver.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Each sandbox tells the receiver of all that happens in it. */
async function listenTo(receiver: Receiver, sandboxes: readonly Sandbox[], port: number, folder: string) {
  const server = await ServerProcess.start(port, folder, null);
  for (const { stripe } of sandboxes) {
    await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
  }
  await server.stop();
}

async function killUntil(done: Promise<boolean>, port: number, folder: string, chance: Chance) {
  const kills = { random: 0, marked: 0 };
  for (;;) {
    const crashAt = chance.integer(0, 1) === 0 ? null : `${chance.of(crashPoints)}:${chance.integer(1, 8)}`;
    const server = await ServerProcess.start(port, folder, crashAt);
    const finished = await Promise.race([
      done,
      server.ended.then(() => false),
      pause(crashAt === null ? chance.integer(life.least, life.most) : armedLifeMs).then(() => false),
    ]).catch(async (error: unknown) => {
      await server.kill();
      throw error;
    });
    if (finished) {
      await server.stop();
      return kills;
    }
    if (server.alive) {
      await server.kill();
      kills.random += 1;
    } else kills.marked += 1;
  }
}

function sandboxOf(url: string, port: number, seed: number, index: number) {
  const key = `crash${seed}x${index}`.padEnd(24, '0');
  const stripe = new Stripe(`sk_test_${key}`, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: 10_000,
  });
  return { url, stripe, publishableKey: `pk_test_${key}`, cards: [], declined: [], answered: [] };
}

async function act(
  sandbox: Sandbox & { readonly answered: Answered[] },
  chance: Chance,
  next: () => number | null,
): Promise<void> {
  for (let number = next(); number !== null; number = next()) {
    const name = `operation-${number}`;
    const operate = chance.of(operations);
    const answered = await operate({ sandbox, chance, name, persist: persistent(name, sandbox.declined) });
    sandbox.answered.push(...answered);
  }
}

const patienceMs = 120_000;

/** A client that does not know whether it was heard asks again, under the same key. */
function persistent(name: string, declined: string[]): Persist {
  return async (call) => {
    const until = Date.now() + patienceMs;
    for (;;) {
      try {
        return await call(name);
      } catch (error) {
        if (error instanceof Stripe.errors.StripeCardError) {
          declined.push(error.payment_method?.card?.last4 ?? 'unknown');
          return null;
        }
        if (!mayHaveBeenHeard(error) || Date.now() > until) throw error;
        await pause(20);
      }
    }
  };
}

/** A lost connection, a server in trouble, or one that still works on the same request. */
function mayHaveBeenHeard(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return error instanceof TypeError;
  const { statusCode } = error;
  return statusCode === undefined || statusCode === 409 || statusCode === 429 || statusCode >= 500;
}
