import { sql } from 'kysely';
import { refunds } from '../api/refunds/table.ts';
import { joinClock } from '../flows/customer-clock.ts';
import { openDispute } from '../flows/dispute-charge.ts';
import { endRefund } from '../flows/finish-refund.ts';
import { warnOfFraud } from '../flows/warn-of-fraud.ts';
import type { NetworkNews } from '../network/network.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import type { Transaction } from '../store/store.ts';
import { ownDoing } from '../store/store.ts';
import { eachOwned, type Owned } from './each-due.ts';

const newsMax = 1000;
/** What belongs to nothing for so long belongs to a payment that was given back. */
const orphanSeconds = 24 * 60 * 60;

const ownedBy = (table: 'refunds' | 'charges', column: string) =>
  systemStatement<{ request: string }, Owned>((db, p) =>
    sql<Owned>`select ${sql.lit(table)} as "table", t.id, t.account, t.mode, a.clock_offset, k.frozen_time from ${sql.table(table)} t
      join accounts a on a.id = t.account ${joinClock(table)} where ${sql.ref(`t.${column}`)} = ${p.request}`.compile(
      db,
    ),
  );
const refundsOf = ownedBy('refunds', 'network_request');
const chargesOf = ownedBy('charges', 'authorization_request');

/**
 * Learns what the network tells by itself: each piece of news is committed with what follows from it, then
 * acknowledged. After a crash in between it comes again, and changes nothing.
 */
export async function hearNetwork(services: Services): Promise<void> {
  const failures: unknown[] = [];
  for (const news of await services.network.news(newsMax)) {
    await hear(services, news).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some news could not be written.');
}

async function hear(services: Services, news: NetworkNews): Promise<void> {
  const owners =
    news.kind === 'refund'
      ? await services.store.system.all(refundsOf, { request: news.refundRequestId })
      : await services.store.system.all(chargesOf, { request: news.authorizationRequestId });
  let done = owners.length > 0 || services.clock.now() - news.happened > orphanSeconds;
  await eachOwned(services, owners, async (store, id, now) => {
    const written = await store.write(ownDoing, (transaction) => write(transaction, services, now, id, news));
    done &&= written;
  });
  if (done) await services.network.acknowledge(news.id);
}

/** False where it must be told again later. */
async function write(
  transaction: Transaction,
  services: Services,
  now: number,
  id: string,
  news: NetworkNews,
): Promise<boolean> {
  switch (news.kind) {
    case 'refund': {
      const refund = await refunds.find(transaction, id);
      if (refund === undefined) return true;
      if (now < refund.created + (news.afterSeconds ?? 0)) return false;
      return endRefund(transaction, services, now, refund, news.status);
    }
    case 'dispute':
      await openDispute(transaction, services, now, id, news);
      return true;
    case 'fraud_warning':
      await warnOfFraud(transaction, services, now, id, news);
      return true;
  }
}
