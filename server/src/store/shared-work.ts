/** The tables through which processes on one database share their work. */
export interface SharedWork {
  /** What asks the card network and is not over. */
  operations: {
    account: string;
    mode: 'test' | 'live';
    /** Of its row: an attempt, a setup attempt, a move or a refund. */
    id: string;
    kind: 'payment' | 'setup' | 'move' | 'refund';
    /** The process that works on it, or has. */
    worker: string;
    /** Unix seconds, by the machine's clock, until which it does. */
    lease_until: number;
    /** It does not any more: the network did not answer. Who comes for it may take it at once, jobs when the lease has run out. */
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
    /** Which process works on the request, and until when nobody else does. */
    worker: string;
    lease_until: number;
  };
  /** How sandboxes misbehave. */
  sandbox_faults: {
    account: string;
    mode: 'test' | 'live';
    /** How often somebody has changed them. */
    revision: number;
    doc: string;
  };
  /** What runs of the official CLI were granted. */
  cli_sessions: {
    /** Of the id that the CLI has. */
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
