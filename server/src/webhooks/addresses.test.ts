import { lookup } from 'node:dns/promises';
import { describe, expect, it } from 'vitest';
import { isPrivateAddress, namesPrivateAddress } from './addresses.ts';
import type { CliSockets } from './cli-sockets.ts';
import { publicLookup } from './public-lookup.ts';
import { createSender } from './send.ts';

describe('the targets of webhooks', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::ffff:10.0.0.1',
    'fe80::1',
    'fd00::1',
    'no address',
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])(
    '%s is public',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it.each([
    ['https://localhost/webhook', true],
    ['https://shop.localhost', true],
    ['https://[::1]:8443/', true],
    ['https://0x7f.1/', true],
    ['https://shop.example/', false],
  ])('%s names a private address: %s', (url, is) => {
    expect(namesPrivateAddress(new URL(url))).toBe(is);
  });

  const noCli: CliSockets = {
    connect: () => {},
    send: async () => ({ status: null, body: null, error: null }),
  };

  it('are checked again when their name is resolved', async () => {
    expect(isPrivateAddress((await lookup('localhost')).address)).toBe(true);
    const error = await new Promise((resolve) => publicLookup('localhost', {}, resolve));
    expect(String(error)).toContain('leads to a private address');
  });

  it.each([
    'http://localhost:9/',
    'http://127.0.0.1:9/',
    'http://[::ffff:127.0.0.1]:9/',
    'http://2130706433:9/',
  ])('are checked again when something is sent: %s', async (url) => {
    const sender = createSender('public', noCli);
    expect(await sender.send(url, '{}', '')).toMatchObject({
      status: null,
      error: expect.stringContaining('leads to a private address'),
    });
    await sender.end();
  });
});
