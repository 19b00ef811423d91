import { errors } from '@onfile/shared/errors.ts';

/** How many requests may run at once, and how many may wait, per account and in all. */
export interface AdmissionLimits {
  readonly atWork: { readonly ofOneAccount: number; readonly ofAll: number };
  readonly waiting: { readonly ofOneAccount: number; readonly ofAll: number };
}

/**
 * More at once makes nothing faster: there is one thread, and one disk. More waiting makes every answer late.
 */
export const serverLimits: AdmissionLimits = {
  atWork: { ofOneAccount: 32, ofAll: 64 },
  waiting: { ofOneAccount: 128, ofAll: 256 },
};

/** Bounds the API requests that run and wait, each account's separately and fairly among them. */
export interface Admission {
  /** Resolves when the request may begin, with a function that ends it. Throws 429 if too much is already waiting. */
  enter(account: string): Promise<() => void>;
}

interface Waiting {
  readonly begin: (end: () => void) => void;
  readonly refuse: (error: unknown) => void;
}

/** With fewer running, a turn of the event loop is short anyway. */
const busyFrom = 8;

/** `calm` resolves when running requests leave room for incoming ones. */
export function createAdmission({ atWork, waiting }: AdmissionLimits, calm: () => Promise<void>): Admission {
  const working = new Map<string, number>();
  let workingOfAll = 0;
  /** In the order in which the accounts are served: the one just served is last. */
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

  /** The newest request of the account with the most waiting gives way. */
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
