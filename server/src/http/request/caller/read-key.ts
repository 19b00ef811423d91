import { errors } from '@onfile/shared/errors.ts';
import { maskKey, type PresentedKey, parseKey } from '../../../keys/presented-key.ts';

/**
 * A request's key: Bearer or Basic (as the user name), or else the `key` parameter that browsers send. Throws 401 if there is
 * none, or if it does not have the form of a key.
 */
export function readKey(authorization: string | undefined, keyParameter: string | undefined): PresentedKey {
  const text = ofHeader(authorization) ?? keyParameter;
  if (text === undefined || text === '') throw errors.keyMissing();
  const key = parseKey(text);
  if (key === null) throw errors.keyInvalid(maskKey(text));
  return key;
}

function ofHeader(header: string | undefined): string | undefined {
  const [scheme = '', credentials = ''] = header?.trim().split(/\s+/, 2) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return credentials;
    case 'basic':
      return Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0];
    default:
      return undefined;
  }
}
