import type { FastifyBaseLogger } from 'fastify';
import type { Services } from '../services.ts';
import { type Duty, isNetworkAway } from './duty.ts';
import { createSetAside } from './set-aside.ts';

/** Runs duties for all accounts, each account in its own lane, so that no account waits for another. */
export interface Lanes {
  /** Starts the accounts that have something to do, or one of these duties; does not wait for them to finish. */
  look(among?: readonly Duty[]): Promise<void>;
  /** Does everything an account has to do, including what was set aside. Resolves when it is done or has failed again. */
  finish(account: string): Promise<void>;
  /** Stops after the piece of work that each lane is at. */
  stop(): Promise<void>;
}

/** `duties` are run in an order in which one can lead to the next. */
export function createLanes(services: Services, duties: readonly Duty[], log: FastifyBaseLogger): Lanes {
  const running = new Map<string, Promise<void>>();
  /** Accounts that got more to do while they were at work, possibly for a duty that was already done. */
  const again = new Set<string>();
  const aside = createSetAside(services.clock);
  let stopped = false;
  const shift = { aside, isOver: () => stopped };

  async function workOff(account: string): Promise<void> {
    for (const duty of duties) {
      if (stopped) return;
      const failures = await duty
        .workOff(services, account, shift)
        .catch((error: unknown): readonly unknown[] => [error]);
      for (const error of failures) {
        const context = { err: error, account, duty: duty.name };
        log[isNetworkAway(error) ? 'warn' : 'error'](context, 'part of the work could not be done');
      }
    }
  }

  function start(account: string): Promise<void> {
    const done = workOff(account).finally(() => {
      running.delete(account);
      if (again.delete(account) && !stopped) void start(account);
    });
    running.set(account, done);
    return done;
  }

  return {
    look: async (among = duties) => {
      const found = await Promise.all(among.map((duty) => duty.accounts(services)));
      for (const account of new Set(found.flat())) {
        if (running.has(account)) again.add(account);
        else if (!stopped) void start(account);
      }
    },
    finish: async (account) => {
      while (running.has(account)) await running.get(account);
      aside.forget(account);
      await start(account);
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
