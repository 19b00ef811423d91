import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { start } from '../../main.ts';
import { hasPgbouncer, startPgbouncer } from '../../testing/pgbouncer.ts';
import { freshDatabase } from '../../testing/postgres.ts';
import { reachDatabase } from './reach-database.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe.runIf(process.env.TEST_DATABASE_URL !== undefined)('a PostgreSQL database', () => {
  it.each([
    ['', true],
    ['?sslmode=disable', true],
    ['?sslmode=prefer', true],
    ['?sslmode=allow', true],
  ])('is reached with "%s"', async (query, keepsStatements) => {
    const url = `${process.env.TEST_DATABASE_URL}${query}`;
    expect(await reachDatabase(url)).toMatchObject({ keepsStatements });
  });

  it('that does not encrypt is refused if the address requires it', async () => {
    // Whether this server encrypts shows in whether it accepts an encrypted connection that nothing verifies.
    const encrypts = await reachDatabase(`${process.env.TEST_DATABASE_URL}?sslmode=require`).then(
      () => true,
      (error: Error) => {
        expect(error.message).toMatch(/^PostgreSQL at \S+ \(DATABASE_URL\) cannot be used: .*SSL/);
        return false;
      },
    );
    const verified = reachDatabase(`${process.env.TEST_DATABASE_URL}?sslmode=verify-full`);
    await expect(verified).rejects.toThrow(encrypts ? 'certificate' : 'SSL');
  });

  it.each([
    ['verify-ca', 'needs sslrootcert'],
    ['verify-full&sslrootcert=/none.pem', 'sslrootcert /none.pem cannot be read'],
  ])('is not contacted with sslmode=%s', async (mode, said) => {
    await expect(reachDatabase(`${process.env.TEST_DATABASE_URL}?sslmode=${mode}`)).rejects.toThrow(said);
  });
});

it('a PostgreSQL server that does not answer is named, without its password', async () => {
  const reaching = reachDatabase('postgres://me:hunter2@127.0.0.1:1/onfile');
  await expect(reaching).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:1 \(DATABASE_URL\) cannot be used: /);
  await expect(reaching).rejects.not.toThrow('hunter2');
});

describe.runIf(process.env.TEST_DATABASE_URL !== undefined && hasPgbouncer)(
  'a server behind PgBouncer in transaction mode',
  () => {
    it('takes payments, all at once, as does a server beside it', async () => {
      const database = await freshDatabase();
      cleanUps.push(() => database.drop());
      const pooler = await startPgbouncer(database.url);
      cleanUps.push(() => pooler.stop());
      const data = mkdtempSync(join(tmpdir(), 'onfile-pooled-'));
      cleanUps.push(() => rmSync(data, { recursive: true, force: true }));
      const started = async (databaseUrl: string) => {
        const server = await start(readConfig({ port: 0, data, databaseUrl, logLevel: 'error' }, {}));
        cleanUps.push(() => server.stop());
        return server;
      };
      const servers = [await started(pooler.url), await started(pooler.url), await started(database.url)];
      const paying = servers.map(({ url }) => {
        const { hostname, port } = new URL(url);
        const stripe = new Stripe('sk_test_BQokikJOvBiI2HlWgH4olfQ2', {
          host: hostname,
          port: Number(port),
          protocol: 'http',
          maxNetworkRetries: 0,
        });
        return () =>
          stripe.paymentIntents.create({
            amount: 2400,
            currency: 'usd',
            payment_method: 'pm_card_visa',
            confirm: true,
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          });
      });
      for (const round of [1, 2]) {
        const paid = await Promise.all(paying.flatMap((pay) => Array.from({ length: 5 }, pay)));
        expect([round, new Set(paid.map(({ status }) => status))]).toEqual([round, new Set(['succeeded'])]);
      }
      for (const { url } of servers) expect((await fetch(`${url}/readyz`)).status).toBe(200);
    });
  },
);
