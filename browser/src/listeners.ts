type Handler<Event> = (event: Event) => unknown;

/** Named events with handlers that may be added, added once, and removed. A handler that throws does not stop the others. */
export class Listeners {
  /** By event name: the handler as it was given, and what runs for it. */
  readonly #handlers = new Map<string, Map<Handler<never>, Handler<never>>>();

  on<Event>(name: string, handler: Handler<Event>): void {
    this.#add(name, handler, handler);
  }

  once<Event>(name: string, handler: Handler<Event>): void {
    this.#add(name, handler, (event: Event) => {
      this.off(name, handler);
      handler(event);
    });
  }

  off<Event>(name: string, handler?: Handler<Event>): void {
    if (handler === undefined) this.#handlers.delete(name);
    else this.#handlers.get(name)?.delete(handler);
  }

  has(name: string): boolean {
    return (this.#handlers.get(name)?.size ?? 0) > 0;
  }

  emit(name: string, event: unknown): void {
    for (const handler of [...(this.#handlers.get(name)?.values() ?? [])]) {
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

  #add<Event>(name: string, handler: Handler<Event>, run: Handler<Event>): void {
    const handlers = this.#handlers.get(name) ?? new Map<Handler<never>, Handler<never>>();
    this.#handlers.set(name, handlers.set(handler, run));
  }
}
