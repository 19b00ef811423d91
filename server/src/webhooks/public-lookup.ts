import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './addresses.ts';

/** Resolves names as Node does, and refuses those that point to a private address, whatever they pointed to before. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 4);
    const reachable = addresses.filter(({ address }) => !isPrivateAddress(address));
    const [first] = reachable;
    if (first === undefined) {
      return callback(new Error(`${hostname} leads to a private address.`), '', 4);
    }
    return options.all === true ? callback(null, reachable) : callback(null, first.address, first.family);
  });
};
