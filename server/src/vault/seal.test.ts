import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Key, keyIdOf, open, seal, VaultError } from './seal.ts';
import { master, nextMaster } from './vault.fixtures.ts';

/** Test cases 13 to 15 of McGrew and Viega, The Galois/Counter Mode of Operation: AES-256 without associated data. */
const published = [
  {
    name: '13: an empty value',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    value: '',
    cipher: '',
    tag: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: '14: one block of zeros',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    value: '00'.repeat(16),
    cipher: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: '15: four blocks',
    key: 'feffe9928665731c6d6a8f9467308308'.repeat(2),
    nonce: 'cafebabefacedbaddecaf888',
    value:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255',
    cipher:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad',
    tag: 'b094dac5d93471bdec1a502270e3cc6c',
  },
];

const hex = (text: string) => Buffer.from(text, 'hex');
const other: Key = { id: master.id, bytes: nextMaster.bytes };

/** The sealed value with its bytes changed. */
function altered(sealed: string, change: (bytes: Buffer) => Buffer): string {
  const [version, id, body = ''] = sealed.split('.');
  return `${version}.${id}.${change(Buffer.from(body, 'base64url')).toString('base64url')}`;
}

describe('a seal', () => {
  it.each(published)('opens test case $name', ({ key, nonce, value, cipher, tag }) => {
    const sealed = `v1.k.${hex(nonce + cipher + tag).toString('base64url')}`;
    expect(open({ id: 'k', bytes: hex(key) }, sealed, '').toString('hex')).toBe(value);
  });

  it('names its key', () => {
    expect(keyIdOf(seal(master, Buffer.from('x'), ''))).toBe('master_a');
  });

  it('opens to what was sealed, only for its key and owner', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, owner) => {
        const value = Buffer.from(bytes);
        const sealed = seal(master, value, owner);
        expect(open(master, sealed, owner)).toEqual(value);
        expect(() => open(master, sealed, `${owner}x`)).toThrow(VaultError);
        expect(() => open(other, sealed, owner)).toThrow(VaultError);
      }),
    );
  });

  it('does not open with any bit changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(), fc.nat(7), (value, place, bit) => {
        const changed = altered(seal(master, Buffer.from(value), 'o'), (bytes) => {
          const at = place % bytes.length;
          bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
          return bytes;
        });
        expect(() => open(master, changed, 'o')).toThrow(VaultError);
      }),
    );
  });

  it('does not open when cut short at any length', () => {
    const sealed = seal(master, Buffer.from('4242424242424242'), 'o');
    const { length } = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
    for (let kept = 0; kept < length; kept += 1) {
      expect(() =>
        open(
          master,
          altered(sealed, (bytes) => bytes.subarray(0, kept)),
          'o',
        ),
      ).toThrow(VaultError);
    }
  });

  it('never comes out the same twice for the same value', () => {
    const made = new Set(Array.from({ length: 1000 }, () => seal(master, Buffer.from('x'), 'o')));
    expect(made.size).toBe(1000);
  });

  it.each(['', 'v1', 'v2.k.AAAA', 'v1.k.AAAA.more', '4242424242424242'])('is not %j', (text) => {
    expect(() => keyIdOf(text)).toThrow(VaultError);
  });

  it('fails without saying what it contained, or why', () => {
    try {
      open(other, seal(master, Buffer.from('4242424242424242'), 'acct_1'), 'acct_1');
      expect.unreachable();
    } catch (error) {
      expect(error).toEqual(new VaultError());
      expect(error).not.toHaveProperty('cause');
    }
  });
});
