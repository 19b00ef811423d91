import { sql } from 'kysely';
import { events } from '../events/append.ts';
import {
  type DeliveryRow,
  type DeliveryTry,
  deliveries,
  pendingWebhooks,
  wholeTries,
} from '../events/deliveries.ts';
import { eventView } from '../events/event-view.ts';
import { findAccount } from '../keys/accounts.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { type AccountStore, ownDoing, type Reader } from '../store/store.ts';
import { defaultVersion } from '../versions/version.ts';
import { isHeardElsewhere } from './cli-listeners.ts';
import { type EndpointRow, webhookEndpoints } from './endpoints.ts';
import { nextTry, patienceSeconds } from './schedule.ts';
import type { Sender } from './send.ts';
import { signatureOf } from './sign.ts';

/** How long a process may work on a delivery before another takes it over: longer than any try. */
const leaseSeconds = 30;

export interface Claimed {
  readonly id: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly endpoint: string;
}

interface Claim {
  readonly now: number;
  readonly until: number;
  readonly limit: number;
  /** Ids of endpoints and accounts, joined in one text. */
  readonly busy: string;
  /** This process's name. */
  readonly worker: string;
}

// An endpoint receives an object's events in order: each waits for the first try of the one before it, unless that was
// postponed.
const claiming = systemStatement<Claim, Claimed>((db, p, dialect) =>
  sql<Claimed>`update webhook_deliveries set claimed_until = ${p.until} where seq in (
    select d.seq from webhook_deliveries d
    where d.status = 'pending' and d.due_at <= ${p.now} + (select coalesce(max(clock_offset), 0) from accounts)
      and d.due_at <= ${p.now} + (select clock_offset from accounts where accounts.id = d.account)
      and d.claimed_until <= ${p.now}
      and cast(${p.busy} as text) not like '%' || d.endpoint || '%'
      and cast(${p.busy} as text) not like '%' || d.account || '%'
      and not ${dialect.processes === 'one' ? sql`1 = 0` : isHeardElsewhere(p)}
      and not exists (select 1 from webhook_deliveries e where e.endpoint = d.endpoint and e.object = d.object
        and e.status = 'pending' and e.tries = 0 and e.due_at = 0 and e.seq < d.seq and e.account = d.account and e.mode = d.mode)
    order by d.due_at, d.seq limit ${p.limit}${sql.raw(dialect.claimSuffix)})
    returning id, account, mode, endpoint`.compile(db),
);

/** Claims up to `limit` due deliveries for this process alone, except those of the `busy` endpoints and accounts. */
export function claimDeliveries(
  { store, clock, leases }: Services,
  limit: number,
  busy: readonly string[],
): Promise<Claimed[]> {
  const now = clock.now();
  const claim = {
    now,
    until: now + leaseSeconds,
    limit,
    busy: busy.join(' '),
    worker: leases.lease().worker,
  };
  return store.system.change(claiming, claim);
}

const releasing = systemStatement<object>((db) =>
  sql<never>`update webhook_deliveries set claimed_until = 0 where status = 'pending'`.compile(db),
);

/** Frees what processes that have ended were working on, if only one process has the store at a time. */
export function releaseClaims({ store }: Services): Promise<void> {
  return store.system.run(releasing, {});
}

/** Adds to an answer what its version shows without being asked, at its account's time. */
export type Complete = <Answer extends object>(
  reader: Reader,
  version: string,
  answer: Answer,
  now: number,
) => Promise<Answer>;

interface Carrier {
  readonly services: Services;
  readonly sender: Sender;
  readonly complete: Complete;
}

/** Tries one delivery and records its outcome at the next beat. */
export async function deliver(
  { services, sender, complete }: Carrier,
  { id, account, mode }: Claimed,
  nextBeat: () => Promise<void>,
): Promise<void> {
  const store = services.store.account({ account, livemode: mode === 'live' });
  const delivery = await deliveries.find(store.reader, id);
  if (delivery?.status !== 'pending') return;
  const endpoint = await webhookEndpoints.find(store.reader, delivery.endpoint);
  if (endpoint?.status !== 'enabled') return settle(store, id, { status: 'failed' });
  const owner = await findAccount(services.store.system, account);
  const at = services.clock.now() + (owner?.clockOffset ?? 0);
  const disorder = services.faults.disorder(account);
  const pause = delivery.tries === 0 && delivery.due_at === 0 ? disorder.pauseSeconds() : 0;
  if (pause > 0) return settle(store, id, { due_at: at + pause, claimed_until: 0 });
  const version = endpoint.doc.api_version ?? owner?.settings.apiVersion ?? defaultVersion;
  const payload = await payloadOf(complete, store, delivery, version, at);
  if (payload === null) return settle(store, id, { status: 'failed' });
  const secrets = await secretsOf(services, store, endpoint, at).catch(async (error: unknown) => {
    // What cannot be signed steps aside like what the receiver refuses.
    const failed = { status: null, body: null, error: 'The signing secret could not be opened.' };
    await record(store, delivery, { at, duration_ms: 0, request: null, ...failed }, at);
    throw error;
  });
  // The signature's time is the machine's, because receivers compare it with theirs.
  const signature = signatureOf(payload, Math.floor(Date.now() / 1000), secrets);
  const send = () => sender.send(endpoint.doc.url, payload, signature);
  const [outcome] = await Promise.all(disorder.isTwice() ? [send(), send()] : [send()]);
  await nextBeat();
  await record(store, delivery, { at, ...outcome }, at);
}

async function payloadOf(
  complete: Complete,
  { reader }: AccountStore,
  delivery: DeliveryRow,
  version: string,
  now: number,
): Promise<string | null> {
  const event = await events.find(reader, delivery.event);
  if (event === undefined) return null;
  const pending = await pendingWebhooks(reader, event.id);
  // What an older version shows beside the object is current: events keep only the object itself.
  const doc = { ...event.doc, data: await complete(reader, version, event.doc.data, now) };
  return JSON.stringify(eventView({ ...event, doc }, reader.scope.livemode, version, pending), null, 2);
}

async function secretsOf(
  { vault }: Services,
  { reader }: AccountStore,
  { id, doc }: EndpointRow,
  now: number,
): Promise<string[]> {
  const binding = { account: reader.scope.account, livemode: reader.scope.livemode, owner: id };
  const valid = doc.secrets.filter(({ expires_at }) => expires_at === null || expires_at > now);
  return Promise.all(valid.map(({ sealed }) => vault.openSecret(sealed, binding)));
}

async function record(
  store: AccountStore,
  delivery: DeliveryRow,
  made: DeliveryTry,
  now: number,
): Promise<void> {
  const tries = delivery.tries + 1;
  const { history } = delivery.doc;
  const give_up_at = delivery.doc.give_up_at ?? now + patienceSeconds;
  const next = made.error === null ? null : nextTry(tries, now, give_up_at, Math.random());
  await settle(store, delivery.id, {
    status: made.error === null ? 'succeeded' : next === null ? 'failed' : 'pending',
    tries,
    due_at: next ?? delivery.due_at,
    claimed_until: 0,
    doc: { give_up_at, history: [...history, sharing(made, history)] },
  });
}

/** Stores only once a body that was sent before. */
function sharing(made: DeliveryTry, before: readonly DeliveryTry[]): DeliveryTry {
  const { request } = made;
  if (!request || wholeTries(before).at(-1)?.request?.body !== request.body) return made;
  return { ...made, request: { ...request, body: null } };
}

function settle(store: AccountStore, id: string, change: Partial<DeliveryRow>): Promise<void> {
  return store.write(ownDoing, async (transaction) => {
    const row = await deliveries.lock(transaction, id);
    if (row?.status === 'pending') await deliveries.update(transaction, { ...row, ...change });
  });
}
