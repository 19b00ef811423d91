import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from './engine.ts';
import { UnknownCursor } from './pages.ts';
import { statement } from './statement.ts';
import type { AccountStore, Origin, Scope, Store } from './store.ts';
import { type Row, resourceTable } from './table.ts';

interface Doc {
  readonly count: number;
  readonly metadata: Readonly<Record<string, string>>;
}

const customers = resourceTable<'customers', Doc>('customers', [
  'email',
  'name',
  'phone',
  'deleted',
  'test_clock',
  'email_key',
]);
type CustomerRow = Row<'customers', Doc>;

const origin: Origin = { requestId: 'req_1', idempotencyKey: null };
let made = 0;

function row(given: Partial<CustomerRow> = {}): CustomerRow {
  made += 1;
  return {
    id: `cus_${made}`,
    created: 1_800_000_000,
    email: null,
    name: null,
    phone: null,
    deleted: 0,
    test_clock: null,
    email_key: null,
    doc: { count: 0, metadata: {} },
    ...given,
  };
}

/** A database that outlives its connections; `remove` deletes it. */
export interface StoreHome {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** What every engine must do. `makeHome` creates a new, empty database at the newest schema. */
export function storeContract(engine: string, makeHome: () => Promise<StoreHome>): void {
  describe(`the store on ${engine}`, () => {
    let home: StoreHome;
    let store: Store;
    let scopes = 0;
    const freshScope = (): Scope => {
      scopes += 1;
      return { account: `acct_${scopes}`, livemode: false };
    };
    const insert = (account: AccountStore, rows: readonly CustomerRow[]) =>
      account.write(origin, async (transaction) => {
        for (const one of rows) await customers.insert(transaction, one);
      });

    beforeAll(async () => {
      home = await makeHome();
      store = await home.open();
    });
    afterAll(async () => {
      await store.close();
      await home.remove();
    });

    it('finds what was inserted, every character of it', async () => {
      const account = store.account(freshScope());
      const jenny = row({
        name: `"Jenny" <b>O'Rosen</b> 😀 \u202e\n`,
        email: 'jenny@example.com',
        doc: { count: 3, metadata: { 'a.b"c': 'é漢' } },
      });
      await insert(account, [jenny]);
      expect(await customers.find(account.reader, jenny.id)).toMatchObject(jenny);
      expect(await customers.find(account.reader, 'cus_none')).toBeUndefined();
    });

    it('updates columns and document, and null columns stay null', async () => {
      const account = store.account(freshScope());
      const before = row({ email: 'a@example.com' });
      await insert(account, [before]);
      const after = { ...before, email: null, name: 'B', doc: { count: 9, metadata: { a: '1' } } };
      await account.write(origin, (transaction) => customers.update(transaction, after));
      expect(await customers.find(account.reader, before.id)).toMatchObject(after);
    });

    it('shows a transaction its own changes, and others none of them before the commit', async () => {
      const account = store.account(freshScope());
      const one = row();
      await account.write(origin, async (transaction) => {
        await customers.insert(transaction, one);
        expect(await customers.find(transaction, one.id)).toBeDefined();
        expect(await customers.find(account.reader, one.id)).toBeUndefined();
      });
      expect(await customers.find(account.reader, one.id)).toBeDefined();
    });

    it('rolls back a failing transaction alone among concurrent ones', async () => {
      const account = store.account(freshScope());
      const rows = Array.from({ length: 40 }, () => row());
      const results = await Promise.allSettled(
        rows.map((one, index) =>
          account.write(origin, async (transaction) => {
            await customers.insert(transaction, one);
            if (index % 4 === 0) throw new Error(`no ${index}`);
            return one.id;
          }),
        ),
      );
      for (const [index, one] of rows.entries()) {
        const failed = index % 4 === 0;
        expect(results[index]).toMatchObject(
          failed ? { reason: { message: `no ${index}` } } : { status: 'fulfilled', value: one.id },
        );
        expect((await customers.find(account.reader, one.id)) === undefined).toBe(failed);
      }
    });

    it('rolls back what a failed statement left half done', async () => {
      const account = store.account(freshScope());
      const [first, taken] = [row(), row()];
      await insert(account, [taken]);
      await expect(insert(account, [first, taken])).rejects.toThrow();
      expect(await customers.find(account.reader, first.id)).toBeUndefined();
      await insert(account, [first]);
      expect(await customers.find(account.reader, first.id)).toBeDefined();
    });

    it('keeps an answered write across a restart', async () => {
      const scope = freshScope();
      const one = row({ name: 'kept' });
      await insert(store.account(scope), [one]);
      await store.close();
      store = await home.open();
      expect(await customers.find(store.account(scope).reader, one.id)).toMatchObject({ name: 'kept' });
    });

    it('separates accounts and modes, even under one id', async () => {
      const test = freshScope();
      const walls: Scope[] = [test, { ...test, livemode: true }, freshScope()];
      const id = row().id;
      for (const [index, scope] of walls.entries()) {
        await insert(store.account(scope), [row({ id, name: `${index}` })]);
      }
      const [first, ...others] = walls.map((scope) => store.account(scope));
      await first?.write(origin, async (transaction) => {
        const locked = await customers.lock(transaction, id);
        if (locked !== undefined) await customers.update(transaction, { ...locked, name: 'changed' });
      });
      expect((await customers.find((first ?? store.account(test)).reader, id))?.name).toBe('changed');
      for (const [index, other] of others.entries()) {
        const { rows } = await customers.page(other.reader, { limit: 10 });
        expect(rows.map(({ name }) => name)).toEqual([`${index + 1}`]);
        const named = () => sql`name is not null`;
        expect((await customers.search(other.reader, named, { limit: 10 })).rows).toHaveLength(1);
        expect(await customers.count(other.reader, named)).toBe(1);
      }
    });

    it('loses no increment by concurrent transactions that lock the row', async () => {
      const account = store.account(freshScope());
      const counter = row();
      await insert(account, [counter]);
      await Promise.all(
        Array.from({ length: 50 }, () =>
          account.write(origin, async (transaction) => {
            const locked = await customers.lock(transaction, counter.id);
            if (locked === undefined) throw new Error('The counter is gone.');
            const doc = { ...locked.doc, count: locked.doc.count + 1 };
            await customers.update(transaction, { ...locked, doc });
          }),
        ),
      );
      expect((await customers.find(account.reader, counter.id))?.doc.count).toBe(50);
    });

    it('lets many transactions also read outside themselves at once', async () => {
      const account = store.account(freshScope());
      const rows = Array.from({ length: 60 }, () => row());
      await Promise.all(
        rows.map((one) =>
          account.write(origin, async (transaction) => {
            await customers.insert(transaction, one);
            expect(await customers.find(account.reader, one.id)).toBeUndefined();
          }),
        ),
      );
      expect((await customers.page(account.reader, { limit: 100 })).rows).toHaveLength(60);
    });

    it('pages over every row once and in order, both ways, whatever the page size and the ties', async () => {
      const seconds = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 25 });
      await fc.assert(
        fc.asyncProperty(seconds, fc.integer({ min: 1, max: 9 }), async (creations, limit) => {
          const account = store.account(freshScope());
          const rows = creations.map((created) => row({ created }));
          await insert(account, rows);
          const newestFirst = rows
            .map(({ id, created }, index) => ({ id, created, index }))
            .sort((a, b) => b.created - a.created || b.index - a.index)
            .map(({ id }) => id);
          expect(await walk(account, limit, 'startingAfter')).toEqual(newestFirst);
          const oldest = newestFirst.at(-1);
          if (oldest === undefined) return;
          const backwards = await walk(account, limit, 'endingBefore', oldest);
          expect([...backwards, oldest]).toEqual(newestFirst);
        }),
        { numRuns: 30 },
      );
    });

    it('pages within filters and bounds of creation', async () => {
      const account = store.account(freshScope());
      const rows = [10, 20, 30, 40].map((created) =>
        row({ created, email: created === 30 ? 'b@example.com' : 'a@example.com' }),
      );
      await insert(account, rows);
      const created = async (query: Parameters<typeof customers.page>[1]) =>
        (await customers.page(account.reader, query)).rows.map((found) => found.created);
      expect(await created({ limit: 9, where: { email: 'a@example.com' } })).toEqual([40, 20, 10]);
      expect(await created({ limit: 9, created: { gt: 10, lte: 30 } })).toEqual([30, 20]);
      expect(await created({ limit: 9, created: { gte: 10, lt: 30 } })).toEqual([20, 10]);
      await expect(created({ limit: 9, startingAfter: 'cus_none' })).rejects.toBeInstanceOf(UnknownCursor);
    });

    it('searches documents by any key, newest first, and counts', async () => {
      const account = store.account(freshScope());
      const keys = ['plain', `it's`, 'a.b', 'say "so"', '$', 'a[0]', '漢'];
      const rows = keys.map((key, index) =>
        row({ created: index, doc: { count: index, metadata: { [key]: 'yes', shared: 'x' } } }),
      );
      await insert(account, rows);
      const member = (key: string, value: string) => (dialect: Dialect) =>
        sql`${sql.raw(dialect.jsonText('doc', ['metadata', key]))} = ${value}`;
      for (const [index, key] of keys.entries()) {
        const found = await customers.search(account.reader, member(key, 'yes'), { limit: 10 });
        expect(found.rows.map(({ id }) => id)).toEqual([rows[index]?.id]);
      }
      const shared = member('shared', 'x');
      const first = await customers.search(account.reader, shared, { limit: 3 });
      const next = await customers.search(account.reader, shared, { limit: 3, after: first.last });
      expect([first, next].map(({ hasMore }) => hasMore)).toEqual([true, true]);
      expect(next.rows.map(({ doc }) => doc.count)).toEqual([3, 2, 1]);
      expect(await customers.count(account.reader, shared)).toBe(keys.length);
    });

    it('searches far back, among rows of the same second', async () => {
      const account = store.account(freshScope());
      const rows = Array.from({ length: 2500 }, (_, index) =>
        row({ created: 5, name: index % 1200 === 0 ? 'rare' : null }),
      );
      await insert(account, rows);
      const rare = () => sql`name = 'rare'`;
      const wanted = rows.filter(({ name }) => name === 'rare').map(({ id }) => id);
      const first = await customers.search(account.reader, rare, { limit: 2 });
      const rest = await customers.search(account.reader, rare, { limit: 2, after: first.last });
      expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(wanted.toReversed());
      expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
      expect(await customers.count(account.reader, rare)).toBe(3);
    });

    it('refuses a statement that forgets the account or the mode', async () => {
      const account = store.account(freshScope());
      const forgetsAccount = statement<object, object>((db, p) =>
        sql<object>`select id from customers where mode = ${p.mode}`.compile(db),
      );
      const forgetsMode = statement<object, object>((db, p) =>
        sql<object>`select id from customers where account = ${p.account}`.compile(db),
      );
      await expect(account.reader.all(forgetsAccount, {})).rejects.toThrow('forgets the account');
      await expect(account.reader.all(forgetsMode, {})).rejects.toThrow('forgets the account or the mode');
    });

    it('answers a ping', async () => {
      await expect(store.tryWrite()).resolves.toBeUndefined();
    });

    /** The ids of all rows from newest to oldest, read page by page. */
    async function walk(
      account: AccountStore,
      limit: number,
      direction: 'startingAfter' | 'endingBefore',
      from?: string,
    ): Promise<string[]> {
      const visited: string[] = [];
      for (let cursor = from; ; ) {
        const page = await customers.page(account.reader, {
          limit,
          ...(cursor === undefined ? {} : { [direction]: cursor }),
        });
        const ids = page.rows.map(({ id }) => id);
        if (direction === 'startingAfter') visited.push(...ids);
        else visited.unshift(...ids);
        cursor = direction === 'startingAfter' ? ids.at(-1) : ids[0];
        if (!page.hasMore) return visited;
      }
    }
  });
}
