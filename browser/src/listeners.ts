type Handler<Event> = (event: Event) => unknown;

/** Named events, with handlers that can be added, added once, and removed. A handler that throws does not stop the others. */
export function newListeners() {
  /** By event name: each handler as given, and the function that runs for it. */
  const byName = new Map<string, Map<Handler<never>, Handler<never>>>();

  function add<Event>(name: string, handler: Handler<Event>, run: Handler<Event>): void {
    const handlers = byName.get(name) ?? new Map<Handler<never>, Handler<never>>();
    byName.set(name, handlers.set(handler, run));
  }

  function off<Event>(name: string, handler?: Handler<Event>): void {
    if (handler === undefined) byName.delete(name);
    else byName.get(name)?.delete(handler);
  }

  return {
    on<Event>(name: string, handler: Handler<Event>): void {
      add(name, handler, handler);
    },
    once<Event>(name: string, handler: Handler<Event>): void {
      add(name, handler, (event: Event) => {
        off(name, handler);
        handler(event);
      });
    },
    off,
    has: (name: string): boolean => (byName.get(name)?.size ?? 0) > 0,
    emit(name: string, event: unknown): void {
      for (const handler of [...(byName.get(name)?.values() ?? [])]) {
        try {
          handler(event as never);
        } catch (error) {
          // Thrown as an error of the merchant's own code, where they look for it.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
