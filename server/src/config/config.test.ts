import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'onfile-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string): string {
  const file = join(folder, 'onfile.json');
  writeFileSync(file, text);
  return file;
}

describe('a setting', () => {
  it.each([
    ['ONFILE_PORT', ' 8080 ', { port: 8080 }],
    ['ONFILE_HOST', '[::1]', { host: '::1', mode: 'development' }],
    ['ONFILE_HOST', 'LOCALHOST', { host: 'localhost', mode: 'development' }],
    ['ONFILE_HOST', '127.0.0.2', { mode: 'development' }],
    ['ONFILE_HOST', '0.0.0.0', { mode: 'production' }],
    ['ONFILE_PUBLIC_URL', 'https://Pay.example.com/', { publicUrl: 'https://pay.example.com' }],
    ['ONFILE_PUBLIC_URL', 'https://pay.example.com:443', { publicUrl: 'https://pay.example.com' }],
    ['ONFILE_DASHBOARD_URL', 'http://127.0.0.1:8081/', { dashboardUrl: 'http://127.0.0.1:8081' }],
    ['DATABASE_URL', 'postgresql://u:p%23ss@h/db?sslmode=require', {}],
    ['ONFILE_TRUSTED_PROXIES', '10.0.0.0/8, ::1', { trustedProxies: '10.0.0.0/8, ::1' }],
    ['ONFILE_TRUSTED_PROXIES', 'fd00::/8', { trustedProxies: 'fd00::/8' }],
    ['ONFILE_ALLOWED_HOSTS', 'Onfile, a.test', { allowedHosts: ['onfile', 'a.test'] }],
    ['ONFILE_DATA', '  ', { data: './data' }],
  ])('%s may be "%s"', (variable, value, read) => {
    expect(readConfig({}, { [variable]: value })).toMatchObject(read);
  });

  it.each([
    ['ONFILE_PORT', 'many'],
    ['ONFILE_PORT', '65536'],
    ['ONFILE_PORT', '1e3'],
    ['ONFILE_PORT', 'tcp://10.0.0.7:12111'],
    ['ONFILE_HOST', 'http://127.0.0.1'],
    ['ONFILE_HOST', '127.0.0.1:80'],
    ['ONFILE_DATA', '~/onfile'],
    ['ONFILE_PUBLIC_URL', 'https://x.example/pay'],
    ['ONFILE_PUBLIC_URL', 'https://x.example/?a=b'],
    ['ONFILE_PUBLIC_URL', 'https://me:secret@x.example'],
    ['ONFILE_PUBLIC_URL', 'ftp://x.example'],
    ['ONFILE_PUBLIC_URL', 'x.example'],
    ['ONFILE_DASHBOARD_URL', 'https://x.example/dashboard'],
    ['ONFILE_TRUSTED_PROXIES', 'proxy.example'],
    ['ONFILE_TRUSTED_PROXIES', '10.0.0.0/99'],
    ['ONFILE_TRUSTED_PROXIES', '127.0.0.1,'],
    ['ONFILE_TRUSTED_PROXIES', '1'],
    ['ONFILE_ALLOWED_HOSTS', 'https://onfile'],
    ['ONFILE_MODE', 'prod'],
    ['ONFILE_LOG_LEVEL', 'loud'],
  ])('%s may not be "%s"', (variable, value) => {
    const reading = () => readConfig({}, { [variable]: value });
    expect(reading).toThrow(ConfigError);
    expect(reading).toThrow(variable);
    expect(reading).toThrow(value);
  });

  it.each([
    'mysql://u:hunter2@h/db',
    'postgres://u:hunter2#@h/db',
    'postgres://u:hunter2#3@h/db',
    'postgres://u:hunter2%@h/db',
    'postgres://u:hunter2@h/db?sslmode=no-verify',
  ])('DATABASE_URL may not be %s, and is not repeated', (value) => {
    const reading = () => readConfig({}, { DATABASE_URL: value });
    expect(reading).toThrow(/^DATABASE_URL is wrong/);
    expect(reading).not.toThrow('hunter2');
  });

  it('is named with its flag', () => {
    expect(() => readConfig({ port: 'many' }, {})).toThrow('ONFILE_PORT (--port) is "many"');
  });

  it('names one master key', () => {
    const both = { ONFILE_MASTER_KEY: 'a', ONFILE_MASTER_KEY_FILE: 'b' };
    expect(() => readConfig({}, both)).toThrow('ONFILE_MASTER_KEY and ONFILE_MASTER_KEY_FILE are both set');
  });
});

describe('the configuration file', () => {
  it('comes after flags and before the environment', () => {
    const config = fileOf('{"port": 1, "host": "::1", "logLevel": "error"}');
    const environment = { ONFILE_CONFIG: config, ONFILE_HOST: '0.0.0.0', ONFILE_DATA: '/srv' };
    const read = { port: 2, host: '::1', data: '/srv', logLevel: 'error' };
    expect(readConfig({ port: 2 }, environment)).toMatchObject(read);
    expect(readConfig({ port: 2, config }, { ...environment, ONFILE_CONFIG: '' })).toMatchObject(read);
  });

  it.each([
    ['[1]', 'is not a group of settings'],
    ['1', 'is not a group of settings'],
    ['{"port": 1', 'is not JSON'],
    ['{"prot": 1}', 'has the setting prot, which is none of port, host'],
    ['{"port": true}', 'ONFILE_PORT (--port) is true'],
    ['{"allowedHosts": ["a"]}', 'ONFILE_ALLOWED_HOSTS is ["a"]'],
    ['{"publicUrl": 1}', 'ONFILE_PUBLIC_URL is 1'],
  ])('may not be %s', (text, said) => {
    expect(() => readConfig({ config: fileOf(text) }, {})).toThrow(said);
  });

  it('must exist', () => {
    expect(() => readConfig({}, { ONFILE_CONFIG: join(folder, 'none.json') })).toThrow(
      /none\.json \(ONFILE_CONFIG, --config\) does not exist/,
    );
  });
});
