import { randomFillSync } from 'node:crypto';
import { type IdKind, type Ids, idShapes } from '@onfile/shared/ids.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Bytes from here on are dropped, so that each character stays equally likely. */
const acceptedBytes = 256 - (256 % alphabet.length);
const poolBytes = 8192;

/** Ids from the operating system's random source, drawn in blocks. */
export function randomIds(): Ids {
  const pool = new Uint8Array(poolBytes);
  let used = poolBytes;

  function characters(length: number): string {
    let text = '';
    while (text.length < length) {
      if (used === poolBytes) {
        randomFillSync(pool);
        used = 0;
      }
      const byte = pool[used] ?? acceptedBytes;
      used += 1;
      if (byte < acceptedBytes) text += alphabet[byte % alphabet.length];
    }
    return text;
  }

  return {
    next: (kind: IdKind) => {
      const { prefix, length } = idShapes[kind];
      const id = prefix + characters(length);
      return kind === 'invoice_prefix' ? id.toUpperCase() : id;
    },
  };
}
