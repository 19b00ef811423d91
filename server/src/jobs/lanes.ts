import type { FastifyBaseLogger } from 'fastify';
import type { Services } from '../services.ts';
import { type Duty, isNetworkAway } from './duty.ts';
import { createSetAside } from './set-aside.ts';

/** Duties of all accounts, each account in a lane of its own: no account waits for another. */
export interface Lanes {
  /** Sets the accounts to work that have something to do, or one of these duties; does not wait for their ends. */
  look(among?: readonly Duty[]): Promise<void>;
  /** Does all that an account has to do, also what was set aside. Answers when it is done or has failed again. */
  finish(account: string): Promise<void>;
  /** Ends the work after the piece that each lane is at. */
  stop(): Promise<void>;
}

/** `duties` are done in the order in which one leads to the other. */
export function createLanes(services: Services, duties: readonly Duty[], log: FastifyBaseLogger): Lanes {
  const running = new Map<string, Promise<void>>();
  /** Those that got more to do while they were at work: it may be of a duty that they have done. */
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
        log[isNetworkAway(error) ? 'warn' : 'error'](context, 'a part of the work could not be done');
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
