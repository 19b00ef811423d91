import { randomFillSync } from 'node:crypto';
import { type IdKind, type Ids, idShapes } from '@onfile/shared/ids.ts';

/** In the order of their character codes, so that later ids sort after earlier ones. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base = alphabet.length;
/** Bytes from here on are dropped, so that every character is equally likely. */
const acceptedBytes = 256 - (256 % base);
const poolBytes = 8192;
/** Milliseconds since 1970 in base 62: enough until 2081. */
const timeLength = 7;

/** Ids from the time and the operating system's random source, drawn in blocks. */
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
      if (byte < acceptedBytes) text += alphabet.charAt(byte % base);
    }
    return text;
  }

  /** The time in an id is not part of the object it names, so it needs no clock that tests can advance. */
  function timeText(): string {
    let text = '';
    for (let rest = Date.now(); text.length < timeLength; rest = Math.floor(rest / base)) {
      text = alphabet.charAt(rest % base) + text;
    }
    return text;
  }

  return {
    next: (kind: IdKind) => {
      const { prefix, length, timed } = idShapes[kind];
      const id = prefix + (timed ? timeText() + characters(length - timeLength) : characters(length));
      return kind === 'invoice_prefix' ? id.toUpperCase() : id;
    },
  };
}
