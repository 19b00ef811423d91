/** The other processes that work on the same database. */
export interface Neighbours {
  /**
   * Sends them a message soon. Resolves once it is sent, or cannot be. Messages may get lost, so every listener also polls.
   */
  tell(message: string): Promise<void>;
  /** Calls `listener` with each message from the others, and with null if some may have been lost. */
  hear(listener: (message: string | null) => void): void;
  /** Disconnects once everything has been sent. */
  leave(): Promise<void>;
}

/** For a process that has its database to itself. */
export const noNeighbours: Neighbours = {
  tell: async () => {},
  hear: () => {},
  leave: async () => {},
};
