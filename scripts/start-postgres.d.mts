/** A PostgreSQL of ours that can be ended as a power cut would, and started again on what it left. */
export interface OwnPostgres {
  /** Of a database that is there and empty. */
  readonly url: string;
  /** `immediate`: every process of it ends without a checkpoint; `SIGKILL`: so does the first, before it can say so. */
  kill(how: 'immediate' | 'SIGKILL'): Promise<void>;
  /** Starts it again; resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export type Skipped = { readonly skipped: string };

export function startPostgres(): Promise<Pick<OwnPostgres, 'url' | 'stop'> | Skipped>;
export function startOwnPostgres(): Promise<OwnPostgres | Skipped>;
/** Whether PostgreSQL's own programs are on this machine. */
export function canStartPostgres(): boolean;
