import type { Frame } from './framed-element.ts';

/**
 * The frame's app, called with plain arguments: what a page passes may contain its framework's proxies, which cannot be
 * posted to another window.
 */
export function plainRemote(remote: Frame): Frame {
  return new Proxy(remote, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      // Fonts are bytes that the script itself has fetched.
      if (typeof call !== 'function' || name === 'useFonts') return call;
      return (...given: unknown[]) => call(...given.map(plain));
    },
  });
}

function plain(value: unknown): unknown {
  return typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
}
