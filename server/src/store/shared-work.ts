/** The tables through which processes on one database share their work. */
export interface SharedWork {
  /** Unfinished operations on the card network. */
  operations: {
    account: string;
    mode: 'test' | 'live';
    /** The id of its row: an attempt, a setup attempt, a move or a refund. */
    id: string;
    kind: 'payment' | 'setup' | 'move' | 'refund';
    /** The process that works on it, or last did. */
    worker: string;
    /** Unix seconds of the machine's clock: until when it has it to itself. */
    lease_until: number;
    /** It stopped, because the network did not answer. A request may take it at once, a job once the lease has expired. */
    released: 0 | 1;
  };
  idempotency_keys: {
    account: string;
    mode: 'test' | 'live';
    key: string;
    created: number;
    method: string;
    path: string;
    /** Keyed digest of the request's parameters. */
    parameters: string;
    request: string;
    status: number;
    body: string;
    /** Which process works on the request, and until when it has it to itself. */
    worker: string;
    lease_until: number;
  };
  /** How sandboxes misbehave. */
  sandbox_faults: {
    account: string;
    mode: 'test' | 'live';
    /** How often they have been changed. */
    revision: number;
    doc: string;
  };
  /** What runs of the official CLI were granted. */
  cli_sessions: {
    /** The hash of the CLI's id. */
    hash: string;
    account: string;
    mode: 'test' | 'live';
    feature: 'webhooks' | 'request_logs';
    key: string | null;
    endpoint: string | null;
    expires_at: number;
  };
  /** Which process has the socket that an endpoint's events go to. */
  cli_listeners: {
    account: string;
    mode: 'test' | 'live';
    endpoint: string;
    socket: string;
    worker: string;
    lease_until: number;
  };
}
