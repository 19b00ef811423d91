import { sql } from 'kysely';
import { joinClock } from '../flows/customers/customer-clock.ts';
import { openDispute } from '../flows/disputes/dispute-charge.ts';
import { warnOfFraud } from '../flows/disputes/warn-of-fraud.ts';
import { endRefund } from '../flows/refunds/refund-operation.ts';
import type { Network, NetworkNews } from '../network/network.ts';
import { refunds } from '../resources/refunds/table.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import type { Transaction } from '../store/store.ts';
import { ownDoing } from '../store/store.ts';
import type { Duty, Shift } from './duty.ts';
import { type Owned, type Work, workOn } from './each-due.ts';

const newsMax = 1000;
/** News that matches nothing for this long belongs to a payment that was given back. */
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
 * Asks the network for its news: each piece is committed with what follows from it, then acknowledged. After a crash in
 * between it comes again, and changes nothing.
 */
export const hearNetwork: Duty = {
  name: 'hear network',
  accounts: async ({ network }) => {
    const accounts = new Set<string>();
    for await (const { account } of allNews(network)) accounts.add(account);
    return [...accounts];
  },
  workOff: async (services, account, shift) => {
    const failures: unknown[] = [];
    for await (const news of allNews(services.network)) {
      if (shift.isOver()) break;
      if (news.account === account) failures.push(...(await hear(services, news, shift)));
    }
    return failures;
  },
};

/** What is not acknowledged, oldest first; what has to be heard again later does not hold up the rest. */
async function* allNews(network: Network): AsyncGenerator<NetworkNews> {
  let last: NetworkNews | undefined;
  for (;;) {
    const page = await network.news(newsMax, last);
    yield* page;
    last = page.at(-1);
    if (page.length < newsMax) return;
  }
}

/** Returns the failures. */
async function hear(services: Services, news: NetworkNews, shift: Shift): Promise<readonly unknown[]> {
  const owners =
    news.kind === 'refund'
      ? await services.store.system.all(refundsOf, { request: news.refundRequestId })
      : await services.store.system.all(chargesOf, { request: news.authorizationRequestId });
  let done = owners.length > 0 || services.clock.now() - news.happened > orphanSeconds;
  const failures: unknown[] = [];
  for (const owner of owners) {
    let written = false;
    const work: Work = async (_services, store, id, now) => {
      written = await store.write(ownDoing, (transaction) => write(transaction, services, now, id, news));
    };
    failures.push(...(await workOn(services, owner, work, shift)));
    done &&= written;
  }
  if (done) await services.network.acknowledge(news.id);
  return failures;
}

/** False if it must be heard again later. */
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
