/** Sends each request to the next server, dead or alive: the client finds out. */
export class RoundRobin {
  readonly #origins: string[] = [];
  #turn = 0;

  add(origin: string): void {
    this.#origins.push(origin);
  }

  remove(origin: string): void {
    const at = this.#origins.indexOf(origin);
    if (at >= 0) this.#origins.splice(at, 1);
  }

  /** Like `fetch`, but ignores the URL's host. */
  readonly fetch: typeof fetch = (address, init) => {
    this.#turn += 1;
    const origin = this.#origins[this.#turn % this.#origins.length];
    if (origin === undefined) return Promise.reject(new TypeError('There is no server.'));
    const { pathname, search } = new URL(String(address));
    return fetch(new URL(pathname + search, origin), init);
  };
}
