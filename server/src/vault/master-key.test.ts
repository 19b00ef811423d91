import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMasterKey } from './master-key.ts';

const text = Buffer.alloc(32, 7).toString('base64');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onfile-master-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileOf(content: string, mode = 0o600): string {
  const file = join(folder, 'given.key');
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

describe('the master key', () => {
  it('is the same from a value, a file and a command', () => {
    const sources = [{ value: text }, { file: fileOf(`${text}\n`) }, { command: `echo ${text}` }];
    for (const source of sources) {
      const { key } = readMasterKey(source);
      expect(key.bytes).toEqual(Buffer.alloc(32, 7));
      expect(key.id).toMatch(/^master_[0-9a-f]{12}$/);
    }
    expect(new Set(sources.map((source) => readMasterKey(source).key.id)).size).toBe(1);
    expect(readMasterKey({ value: Buffer.alloc(32, 8).toString('base64') }).key.id).not.toBe(
      readMasterKey({ value: text }).key.id,
    );
  });

  it.each([0o640, 0o604, 0o666])('in a file with mode %o is refused', (mode) => {
    const file = fileOf(text, mode);
    expect(() => readMasterKey({ file })).toThrow(`chmod 600`);
  });

  it.each([
    ['short'],
    [Buffer.alloc(31).toString('base64')],
    [Buffer.alloc(33).toString('base64')],
    [`${text.slice(0, 20)} ${text.slice(20)}`],
  ])('of another length (%s) is refused and not repeated', (value) => {
    expect(() => readMasterKey({ value })).toThrow('32 bytes in base64');
    expect(() => readMasterKey({ value })).not.toThrow(value);
  });

  it('that a command fails to print stops the start', () => {
    expect(() => readMasterKey({ command: 'exit 3' })).toThrow('ONFILE_MASTER_KEY_COMMAND failed');
  });

  it('is created in development, for its owner only, and kept', () => {
    const made = readMasterKey({ developmentFolder: folder, mayMake: true });
    expect(readMasterKey({ developmentFolder: folder })).toEqual(made);
    expect(readdirSync(folder)).toEqual(['master.key']);
    expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
  });

  it('is not created for a database that has one', () => {
    expect(() => readMasterKey({ developmentFolder: folder })).toThrow(
      `Put ${join(folder, 'master.key')} back`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('in a file that does not exist is named by its setting', () => {
    expect(() => readMasterKey({ file: join(folder, 'none') })).toThrow(
      'ONFILE_MASTER_KEY_FILE does not exist',
    );
  });

  it('is required if none is set', () => {
    expect(() => readMasterKey({})).toThrow('ONFILE_MASTER_KEY');
  });
});
