import type { Release } from '@onfile/shared/element-rpc.ts';

export interface ScriptTag {
  /** The server that the script came from. */
  readonly origin: string;
  readonly release: Release;
}

const pattern = /^\/(?:(v3)\/?(?:stripe\.js)?|(acacia|basil|clover|dahlia|endive)\/stripe\.js)$/;

/** Finds this script's address: in its own tag, or, if another script inserted it, in a tag with such an address. */
export function findScriptTag(): ScriptTag {
  const own = document.currentScript;
  const tags = own instanceof HTMLScriptElement ? [own] : [...document.scripts];
  for (const { src } of tags.reverse()) {
    const found = src === '' ? null : readAddress(src);
    if (found !== null) return found;
  }
  return { origin: location.origin, release: 'v3' };
}

export function readAddress(src: string): ScriptTag | null {
  const { origin, pathname } = new URL(src, document.baseURI);
  const match = pattern.exec(pathname);
  if (match === null) return null;
  return { origin, release: (match[1] ?? match[2]) as Release };
}

const order: readonly Release[] = ['acacia', 'basil', 'clover', 'dahlia', 'endive'];

/** Whether a release is the named train or a later one; v3 belongs to no train. */
export function isFrom(release: Release, train: Release): boolean {
  return release !== 'v3' && order.indexOf(release) >= order.indexOf(train);
}
