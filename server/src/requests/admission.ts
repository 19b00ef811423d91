import { errors } from '@onfile/shared/errors.ts';

/** How many requests are worked on at once, and how many may wait, of one account and of all. */
export interface AdmissionLimits {
  readonly atWork: { readonly ofOneAccount: number; readonly ofAll: number };
  readonly waiting: { readonly ofOneAccount: number; readonly ofAll: number };
}

/**
 * More at once makes nothing faster: there is one thread, and one disk. More that waits makes every answer late.
 */
export const serverLimits: AdmissionLimits = {
  atWork: { ofOneAccount: 32, ofAll: 64 },
  waiting: { ofOneAccount: 128, ofAll: 256 },
};

/** Bounds the requests of the API that are at work and that wait, each account's by themselves and fairly among them. */
export interface Admission {
  /** Resolves with what ends the work when it may begin. Throws 429 where too much waits already. */
  enter(account: string): Promise<() => void>;
}

interface Waiting {
  readonly begin: (end: () => void) => void;
  readonly refuse: (error: unknown) => void;
}

/** Below this many at work a turn of the event loop is short anyway. */
const busyFrom = 8;

/** `calm` resolves when what is at work leaves room for what comes in. */
export function createAdmission({ atWork, waiting }: AdmissionLimits, calm: () => Promise<void>): Admission {
  const working = new Map<string, number>();
  let workingOfAll = 0;
  /** In the order in which the accounts are served: the one that was just served is the last. */
  const queues = new Map<string, Waiting[]>();
  let waitingOfAll = 0;

  const workingOf = (account: string) => working.get(account) ?? 0;
  const mayWork = (account: string) =>
    workingOfAll < atWork.ofAll && workingOf(account) < atWork.ofOneAccount;

  function begin(account: string): () => void {
    workingOfAll += 1;
    working.set(account, workingOf(account) + 1);
    return () => {
      workingOfAll -= 1;
      const left = workingOf(account) - 1;
      if (left === 0) working.delete(account);
      else working.set(account, left);
      serveNext();
    };
  }

  function serveNext(): void {
    for (const [account, queue] of queues) {
      if (!mayWork(account)) continue;
      const next = queue.shift();
      waitingOfAll -= 1;
      queues.delete(account);
      if (queue.length > 0) queues.set(account, queue);
      next?.begin(begin(account));
      return;
    }
  }

  /** Of the account that has most waiting, the newest gives way. */
  function makeRoom(account: string): void {
    const own = queues.get(account)?.length ?? 0;
    if (own >= waiting.ofOneAccount) throw errors.rateLimited();
    if (waitingOfAll < waiting.ofAll) return;
    const longest = [...queues.values()].reduce((a, b) => (b.length > a.length ? b : a));
    if (longest.length <= own + 1) throw errors.rateLimited();
    waitingOfAll -= 1;
    longest.pop()?.refuse(errors.rateLimited());
  }

  return {
    enter: async (account) => {
      const end = await placeOf(account);
      if (workingOfAll > busyFrom) await calm();
      return end;
    },
  };

  async function placeOf(account: string): Promise<() => void> {
    if (mayWork(account) && !queues.has(account)) return begin(account);
    makeRoom(account);
    return new Promise((resolve, reject) => {
      const queue = queues.get(account) ?? [];
      queue.push({ begin: resolve, refuse: reject });
      queues.set(account, queue);
      waitingOfAll += 1;
    });
  }
}
