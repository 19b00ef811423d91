// Whether a list's page and a search cost the same in a small and in a large account.
import { join } from 'node:path';
import Database from 'libsql';
import { load } from './load.mjs';
import { customerParams, get, post, send } from './requests.mjs';
import { dataFolder, startOnfile } from './servers.mjs';

export const sizes = [1000, 200_000];

/** For each size: mean milliseconds of the first page, of a page from the middle and of a search, on one connection. */
export async function listTimes(seconds) {
  const times = [];
  for (const size of sizes) {
    const data = dataFolder();
    const middleId = await fill(data, size);
    const server = await startOnfile({ data });
    await indexed(server.url);
    const first = () => get('/v1/customers?limit=10');
    const middle = () => get(`/v1/customers?limit=10&starting_after=${middleId}`);
    const searches = ['Jenny R', 'ros', 'jenny.rosen@', 'nobody', '4242', 'osen 777', `${size - 7}`];
    let asked = 0;
    const search = () => {
      asked += 1;
      const query = encodeURIComponent(searches[asked % searches.length]);
      return get(`/v1/onfile/customers?limit=20&query=${query}`);
    };
    await load([server.url], { connections: 1, seconds: 1, next: first });
    times.push({
      first: await meanMs(server.url, first, seconds),
      middle: await meanMs(server.url, middle, seconds),
      search: await meanMs(server.url, search, seconds),
    });
    await server.stop();
    data.remove();
  }
  return times;
}

/** Waits until everything is in the search index. */
async function indexed(url) {
  for (let ready = false; !ready; ) {
    ready = await send(url, get('/v1/onfile/customers?query=jenny')).then(
      () => true,
      (error) => {
        if (error.message.includes('search_not_ready')) return false;
        throw error;
      },
    );
  }
}

async function meanMs(url, next, seconds) {
  const { perSecond } = await load([url], { connections: 1, seconds, next });
  return 1000 / perSecond;
}

/** Multiplies a customer that the server wrote; returns an id from the middle. */
async function fill(data, size) {
  const server = await startOnfile({ data });
  await send(server.url, post('/v1/customers', customerParams));
  await server.stop();
  const database = new Database(join(data.path, 'onfile.db'));
  database.exec(`
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${size - 1})
    insert into customers
      (account, mode, id, created, email, name, phone, deleted, email_key, doc)
      select account, mode, 'cus_' || printf('%014d', n), created + n, n || email, name || ' ' || n, phone, deleted,
        n || email_key, doc
        from customers, numbers`);
  database.close();
  return `cus_${String(size / 2).padStart(14, '0')}`;
}
