/** The other processes that work on the same database. */
export interface Neighbours {
  /**
   * Tells them something, soon; resolves once that is sent or cannot be. It may be lost: whoever waits for it looks by
   * itself as well, every few seconds.
   */
  tell(message: string): Promise<void>;
  /** Calls `listener` with what others tell, and with null when some of it may have been lost. */
  hear(listener: (message: string | null) => void): void;
  /** Ends the company, once what was told is sent. */
  leave(): Promise<void>;
}

/** Those of a process that has its database to itself. */
export const noNeighbours: Neighbours = {
  tell: async () => {},
  hear: () => {},
  leave: async () => {},
};
