import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A sealed value does not open: wrong key, wrong row, or altered. It never says which. */
export class VaultError extends Error {
  constructor() {
    super('A sealed value could not be opened.');
    this.name = 'VaultError';
  }
}

const version = 'v1';
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export interface Key {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/**
 * Seals with AES-256-GCM (NIST SP 800-38D) and a fresh 96-bit nonce. `binding` is authenticated with the value, and must be
 * the same when opening. Returns `v1.<key id>.<nonce, value and tag in base64url>`.
 */
export function seal(key: Key, value: Buffer, binding: string): string {
  const nonce = randomBytes(nonceBytes);
  const encryption = createCipheriv(cipher, key.bytes, nonce).setAAD(Buffer.from(binding));
  const sealed = Buffer.concat([
    nonce,
    encryption.update(value),
    encryption.final(),
    encryption.getAuthTag(),
  ]);
  return `${version}.${key.id}.${sealed.toString('base64url')}`;
}

/** The id of the key that a sealed value names. Throws VaultError if it does not have the form of one. */
export function keyIdOf(sealed: string): string {
  const [given, keyId, , ...rest] = sealed.split('.');
  if (given !== version || keyId === undefined || rest.length > 0) throw new VaultError();
  return keyId;
}

/** Throws VaultError unless key, binding and value are those of the sealing. */
export function open(key: Key, sealed: string, binding: string): Buffer {
  const bytes = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
  if (bytes.length < nonceBytes + tagBytes) throw new VaultError();
  try {
    const decryption = createDecipheriv(cipher, key.bytes, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(binding))
      .setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decryption.update(bytes.subarray(nonceBytes, -tagBytes)), decryption.final()]);
  } catch {
    throw new VaultError();
  }
}
