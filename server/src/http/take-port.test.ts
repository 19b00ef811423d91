import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readConfig } from '../config/config.ts';
import { start } from '../main.ts';
import { testServer } from '../testing/test-server.ts';
import { takePort } from './take-port.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const statusOf = async (url: string) => (await fetch(url)).status;

it('a server whose port is taken touches nothing, and the running one continues', async () => {
  const first = await testServer();
  cleanUps.push(() => first.stop());
  const folder = mkdtempSync(join(tmpdir(), 'onfile-second-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const { port } = new URL(first.url);
  for (const taken of [data, first.folder]) {
    await expect(start(readConfig({ port, data: taken, logLevel: 'silent' }, {}))).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken.`,
    );
  }
  expect(existsSync(data)).toBe(false);
  expect(await statusOf(`${first.url}/readyz`)).toBe(200);
});

it('is held from before there is anything to answer with until the last answer is out', async () => {
  const taken = await takePort('localhost', 0);
  cleanUps.push(() => taken.close());
  expect(await statusOf(`${taken.url}/healthz`)).toBe(200);
  const early = await fetch(`${taken.url}/v1/customers`);
  expect(early.status).toBe(503);
  expect(early.headers.get('stripe-should-retry')).toBe('true');
  expect(await early.json()).toMatchObject({ error: { type: 'api_error' } });
  await expect(takePort('localhost', Number(new URL(taken.url).port))).rejects.toThrow('is taken');

  const asked = new Promise<ServerResponse>((resolve) => {
    taken.serve((_request, response) => resolve(response));
  });
  const answered = fetch(taken.url).then((answer) => answer.text());
  const response = await asked;
  const closing = taken.close();
  response.end('done');
  expect(await answered).toBe('done');
  await closing;
});

it('is calm once every connection is accepted, however many arrived while the thread was busy', async () => {
  const taken = await takePort('127.0.0.1', 0);
  cleanUps.push(() => taken.close());
  let connections = 0;
  taken.server.on('connection', () => {
    connections += 1;
  });
  const folder = mkdtempSync(join(tmpdir(), 'onfile-crowd-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const crowd = 60;
  const come = `
    const { connect } = require('node:net');
    let left = ${crowd};
    const arrived = () => { left -= 1; if (left === 0) require('node:fs').writeFileSync('all', ''); };
    for (let each = 0; each < ${crowd}; each += 1) connect(${new URL(taken.url).port}, '127.0.0.1', arrived);`;
  const child = spawn(process.execPath, ['-e', come], { cwd: folder });
  cleanUps.push(() => {
    child.kill();
  });
  // Nothing else happens in this thread meanwhile.
  while (!existsSync(join(folder, 'all'))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  await taken.calm();
  expect(connections).toBe(crowd);
});

it('is refused at an address that this machine does not have', async () => {
  await expect(takePort('192.0.2.1', 0)).rejects.toThrow('192.0.2.1 is not an address of this machine.');
});
