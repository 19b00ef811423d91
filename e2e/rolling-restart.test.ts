import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freshDatabase } from '@onfile/server/testing/postgres.ts';
import { engines } from '@onfile/server/testing/test-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../cli/dist/onfile.js', import.meta.url));
const secretKey = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';

interface Served {
  readonly url: string;
  /** Stops it with SIGTERM, as a deployment does. Resolves to the exit code. */
  end(): Promise<number | null>;
}

describe.runIf(engines.includes('postgres'))('a service of several processes on one PostgreSQL', () => {
  const data = mkdtempSync(join(tmpdir(), 'onfile-rolling-'));
  const children: ChildProcess[] = [];
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database.drop();
    rmSync(data, { recursive: true, force: true });
  });

  async function serve(): Promise<Served> {
    const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--data', data], {
      env: { ...process.env, DATABASE_URL: database.url },
    });
    children.push(child);
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += String(text)));
    await expect.poll(() => printed, { timeout: 30_000 }).toContain('Onfile is ready');
    return {
      url: /http:\/\/[\d.:]+/.exec(printed)?.[0] ?? '',
      end: async () => {
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        const [code] = await exit;
        return code;
      },
    };
  }

  it('is restarted one by one without losing or declining anything', { timeout: 120_000 }, async () => {
    const servers = [await serve(), await serve()];
    let turn = 0;

    /** Asks one server after the other until one reports the outcome. */
    async function ask(target: string, body?: string) {
      const [method = 'GET', path = '/'] = target.split(' ');
      const key = randomUUID();
      for (let tries = 0; tries < 100; tries += 1) {
        turn += 1;
        const server = servers[turn % servers.length];
        const response = await fetch(`${server?.url}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${secretKey}`,
            'content-type': 'application/x-www-form-urlencoded',
            'idempotency-key': key,
          },
          ...(body === undefined ? {} : { body }),
        }).catch(() => null);
        const text = await response?.text().catch(() => null);
        const isOpen = response === null || text == null || response.status === 409 || response.status >= 500;
        if (!isOpen) return { status: response.status, json: JSON.parse(text) };
        await sleep(50);
      }
      throw new Error(`${target} was never answered.`);
    }

    let stopped = false;
    const answers: { status: number; json: { id: string; status: string } }[] = [];
    const buyers = Array.from({ length: 4 }, async () => {
      while (!stopped) {
        answers.push(
          await ask(
            'POST /v1/payment_intents',
            'amount=2400&currency=usd&confirm=true&payment_method=pm_card_visa&return_url=https://example.com',
          ),
        );
      }
    });
    for (const old of [...servers]) {
      const before = answers.length;
      servers.push(await serve());
      await expect.poll(() => answers.length, { timeout: 20_000 }).toBeGreaterThan(before + 5);
      // It is still asked while it ends; the client goes to the next.
      const ended = old.end();
      await sleep(100);
      servers.splice(servers.indexOf(old), 1);
      expect(await ended).toBe(0);
    }
    stopped = true;
    await Promise.all(buyers);

    expect(new Set(answers.map(({ status, json }) => `${status} ${json.status}`))).toEqual(
      new Set(['200 succeeded']),
    );
    const ids = answers.map(({ json }) => json.id).sort();
    const charged: string[] = [];
    for (let more = true; more; ) {
      const after = charged.length === 0 ? '' : `&starting_after=${charged.at(-1)?.split(' ')[0]}`;
      const { json } = await ask(`GET /v1/charges?limit=100${after}`);
      for (const charge of json.data) charged.push(`${charge.id} ${charge.payment_intent} ${charge.status}`);
      more = json.has_more;
    }
    expect(charged.map((charge) => charge.split(' ')[1]).sort()).toEqual(ids);
    expect(new Set(charged.map((charge) => charge.split(' ')[2]))).toEqual(new Set(['succeeded']));
    for (const server of servers) expect(await server.end()).toBe(0);
  });
});
