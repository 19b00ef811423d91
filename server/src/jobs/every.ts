import type { FastifyBaseLogger } from 'fastify';

export interface Job {
  readonly name: string;
  readonly intervalMs: number;
  /** Does a bounded part of the work; the next run continues. */
  run(): Promise<void>;
}

/** Runs jobs repeatedly until stopped; a run that fails is logged, and the next one tries again. */
export function startJobs(jobs: readonly Job[], log: FastifyBaseLogger): { stop(): Promise<void> } {
  let stopped = false;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();

  function schedule(job: Job): void {
    if (!stopped) timers.set(job.name, setTimeout(() => start(job), job.intervalMs).unref());
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

  for (const job of jobs) schedule(job);
  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
