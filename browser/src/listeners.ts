type Handler<Event> = (event: Event) => unknown;

/** Named events with handlers that may be added, added once, and removed. A handler that throws does not stop the others. */
export class Listeners {
  readonly #handlers = new Map<string, Set<Handler<never>>>();

  on<Event>(name: string, handler: Handler<Event>): void {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers.add(handler));
  }

  once<Event>(name: string, handler: Handler<Event>): void {
    const first = (event: Event) => {
      this.off(name, first);
      handler(event);
    };
    this.on(name, first);
  }

  off<Event>(name: string, handler?: Handler<Event>): void {
    if (handler === undefined) this.#handlers.delete(name);
    else this.#handlers.get(name)?.delete(handler);
  }

  emit(name: string, event: unknown): void {
    for (const handler of [...(this.#handlers.get(name) ?? [])]) {
      try {
        handler(event as never);
      } catch (error) {
        // As an error of the merchant's own code, where they look for it.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
