import type { FastifyBaseLogger } from 'fastify';

export interface Job {
  readonly name: string;
  readonly intervalMs: number;
  /** Lets the job be woken between its intervals. */
  readonly wakes?: (wake: () => void) => void;
  /** Does a bounded part of the work; what is left is done at the next run. */
  run(): Promise<void>;
}

/** Runs jobs again and again until stopped; a run that fails is logged and the next one tries again. */
export function startJobs(jobs: readonly Job[], log: FastifyBaseLogger): { stop(): Promise<void> } {
  let stopped = false;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  /** Woken while they were running. */
  const again = new Set<string>();

  function schedule(job: Job): void {
    if (stopped) return;
    if (again.delete(job.name)) start(job);
    else timers.set(job.name, setTimeout(() => start(job), job.intervalMs).unref());
  }

  function start(job: Job): void {
    const run = job
      .run()
      .catch((error: unknown) => log.error({ err: error, job: job.name }, 'job failed'))
      .finally(() => {
        running.delete(job.name);
        schedule(job);
      });
    running.set(job.name, run);
  }

  function wake(job: Job): void {
    if (stopped) return;
    if (running.has(job.name)) {
      again.add(job.name);
      return;
    }
    clearTimeout(timers.get(job.name));
    start(job);
  }

  for (const job of jobs) {
    schedule(job);
    job.wakes?.(() => wake(job));
  }
  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
