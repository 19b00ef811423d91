/** A PostgreSQL of our own that can be ended as by a power cut, and started again on the data that it left. */
export interface OwnPostgres {
  /** The address of an empty database. */
  readonly url: string;
  /** `immediate` ends all its processes without a checkpoint; `SIGKILL` kills the first before it can tell the others. */
  kill(how: 'immediate' | 'SIGKILL'): Promise<void>;
  /** Starts it again; resolves when it accepts connections. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

export type Skipped = { readonly skipped: string };

export function startPostgres(): Promise<Pick<OwnPostgres, 'url' | 'stop'> | Skipped>;
export function startOwnPostgres(): Promise<OwnPostgres | Skipped>;
/** Whether PostgreSQL's own programs are on this machine. */
export function canStartPostgres(): boolean;
