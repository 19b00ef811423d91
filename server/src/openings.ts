/** What has been opened, to be closed in reverse order, because later parts work with earlier ones. */
export interface Openings {
  add(close: () => Promise<unknown> | unknown): void;
  /** Closes everything once. Rejects with the first failure after everything has been closed. */
  close(): Promise<void>;
}

export function createOpenings(): Openings {
  const closings: (() => Promise<unknown> | unknown)[] = [];
  return {
    add: (close) => {
      closings.push(close);
    },
    close: async () => {
      const failures: unknown[] = [];
      for (const close of closings.splice(0).reverse()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
