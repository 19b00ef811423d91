import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';

/** Per account, from anywhere: passkeys still work while passwords are blocked. */
export const attemptLimits = { attempts: 10, seconds: 15 * 60 } as const;

// Counts and decides in one statement, so that simultaneous attempts are not let through together.
const counting = systemStatement<
  { subject: string; now: number; begun: number },
  { count: number; since: number }
>((db, p) =>
  sql<{ count: number; since: number }>`insert into sign_in_attempts (subject, since, count)
    values (${p.subject}, ${p.now}, 1)
    on conflict (subject) do update set
      count = case when sign_in_attempts.since <= ${p.begun} then 1 else sign_in_attempts.count + 1 end,
      since = case when sign_in_attempts.since <= ${p.begun} then excluded.since else sign_in_attempts.since end
    returning count, since`.compile(db),
);
const clearing = systemStatement<{ subject: string }>((db, p) =>
  sql<never>`delete from sign_in_attempts where subject = ${p.subject}`.compile(db),
);
const spending = systemStatement<{ subject: string; now: number }, { subject: string }>((db, p) =>
  sql<{
    subject: string;
  }>`insert into sign_in_attempts (subject, since, count) values (${p.subject}, ${p.now}, 1)
    on conflict (subject) do nothing returning subject`.compile(db),
);
const droppingOld = systemStatement<{ begun: number }>((db, p) =>
  sql<never>`delete from sign_in_attempts where since <= ${p.begun}`.compile(db),
);

/** Counts each account's failed sign-ins, and the codes that were used, in the store, so that a restart does not reset them. */
export function signInAttempts(store: SystemStore, clock: Clock) {
  return {
    /** Counts an attempt; returns the seconds to wait if there were too many, else null. Unknown addresses count alike. */
    async begin(email: string): Promise<number | null> {
      const now = clock.now();
      const subject = subjectOf(email);
      const [state] = await store.change(counting, { subject, now, begun: now - attemptLimits.seconds });
      if (state === undefined || state.count <= attemptLimits.attempts) return null;
      return Math.max(1, state.since + attemptLimits.seconds - now);
    },
    /** A right password clears the wrong ones before it. */
    async succeed(email: string): Promise<void> {
      await store.run(clearing, { subject: subjectOf(email) });
    },
    /** Whether an authenticator's code is used for the first time; it stays valid for longer than one sign-in (RFC 6238, 5.2). */
    async spendCode(member: string, code: string): Promise<boolean> {
      const subject = subjectOf(`${member} ${code}`);
      return (await store.change(spending, { subject, now: clock.now() })).length > 0;
    },
  };
}

export async function dropOldAttempts(store: SystemStore, now: number): Promise<void> {
  await store.run(droppingOld, { begun: now - attemptLimits.seconds });
}

function subjectOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}
