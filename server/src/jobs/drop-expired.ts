import { sql } from 'kysely';
import { dropRequestLogs } from '../requests/request-log.ts';
import type { Services } from '../services.ts';
import { dropOldAttempts } from '../sign-in/attempts.ts';
import { dropExpiredLinks } from '../sign-in/links.ts';
import { idempotencySeconds } from '../store/idempotency.ts';
import { systemStatement } from '../store/statement.ts';
import { dropCliListeners } from '../webhooks/cli-listeners.ts';
import { dropCliSessions } from '../webhooks/cli-sessions.ts';

const droppingCodes = systemStatement<{ now: number }>((db, p) =>
  sql<never>`delete from security_codes where expires_at <= ${p.now}`.compile(db),
);
const droppingSessions = systemStatement<{ now: number }>((db, p) =>
  sql<never>`delete from customer_sessions where expires_at <= ${p.now}`.compile(db),
);
const droppingKeys = systemStatement<{ before: number }>((db, p) =>
  sql<never>`delete from idempotency_keys where created <= ${p.before}`.compile(db),
);

const droppingFiles = systemStatement<{ now: number }>((db, p) =>
  sql<never>`delete from file_parts where exists (select 1 from files f where f.account = file_parts.account
    and f.mode = file_parts.mode and f.id = file_parts.file and f.expires_at <= ${p.now})`.compile(db),
);

const requestLogSeconds = 7 * 24 * 60 * 60;
/** About half a gigabyte, and few enough to be filtered without an index. */
const requestLogsMax = 500_000;

/**
 * Destroys security codes that waited too long, expired customer sessions, the contents of expired files, old idempotency
 * records, expired sign-in links, sessions and counters, and requests logged more than a week or half a million requests ago.
 */
export async function dropExpired(services: Services): Promise<void> {
  const now = services.clock.now();
  await services.store.system.run(droppingCodes, { now });
  await services.store.system.run(droppingSessions, { now });
  await services.store.system.run(droppingKeys, { before: now - idempotencySeconds });
  await services.store.system.run(droppingFiles, { now });
  await dropCliSessions(services.store.system, now);
  await dropCliListeners(services.store.system, now);
  await dropExpiredLinks(services.store.system, now);
  await dropOldAttempts(services.store.system, now);
  await services.signIn?.dropOver();
  await dropRequestLogs(services.store.system, now - requestLogSeconds, requestLogsMax);
}
