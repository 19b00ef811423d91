import type { Generated } from 'kysely';
import type { SharedWork } from './shared-work.ts';

interface Revised {
  /** How many times the row has been changed. */
  revision: Generated<number>;
}

/** Columns that all tables of API resources share. `doc` is the rest of the object as JSON text. */
interface ResourceColumns {
  /** Order of insertion: the tie-breaker of lists. */
  seq: Generated<number>;
  account: string;
  mode: 'test' | 'live';
  id: string;
  /** Unix seconds. */
  created: number;
  doc: string;
}

type Flag = 0 | 1;

/** The lists that can be searched, by their tables. */
export type ListName = 'checkout_sessions' | 'consents' | 'customers' | 'payment_intents' | 'products';

export type DisputeStatus =
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost'
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed';

export type FilePurpose =
  | 'account_requirement'
  | 'additional_verification'
  | 'business_icon'
  | 'business_logo'
  | 'customer_signature'
  | 'dispute_evidence'
  | 'identity_document'
  | 'issuing_regulatory_reporting'
  | 'pci_document'
  | 'platform_terms_of_service'
  | 'tax_document_user_upload';

/** The tables as Kysely sees them. Migrations create them; the columns besides `doc` are those that are queried, locked or summed. */
export interface Schema extends SharedWork {
  accounts: {
    id: string;
    created: number;
    doc: string;
    /** How many seconds its clock is ahead of the machine's. */
    clock_offset: number;
    /** Whether some of its customers may be on test clocks. */
    has_test_clocks: Flag;
  };
  api_keys: {
    hash: string;
    account: string;
    mode: 'test' | 'live';
    kind: 'secret' | 'publishable' | 'restricted';
    masked: string;
    created: number;
    /** Unix seconds after which the key no longer works; null for never. */
    expires_at: number | null;
    /** Unix seconds, to the minute; null for never. */
    last_used: number | null;
    doc: string;
  };
  /** What people signed in to the dashboard changed, and their sign-ins. */
  audit_log: {
    seq: Generated<number>;
    id: string;
    account: string;
    created: number;
    /** Id, name and address as they were, because the entry outlives the member. */
    member: string | null;
    member_name: string | null;
    member_email: string | null;
    action: string;
    object: string | null;
    ip: string | null;
    request: string | null;
    /** Null for what belongs to neither mode. */
    livemode: Flag | null;
    /** HTTP status of the answer; null while there is none. */
    status: number | null;
  };
  /** Single-use links that make somebody a member. */
  sign_in_links: {
    hash: string;
    id: string;
    kind: 'setup' | 'invitation';
    /** An invitation's account and address; for a set-up, the owner names them. */
    account: string | null;
    email: string | null;
    role: 'owner' | 'developer' | 'support' | 'read_only';
    created: number;
    expires_at: number;
  };
  /** Failed sign-ins by account. */
  sign_in_attempts: { subject: string; since: number; count: number };
  test_clocks: ResourceColumns & {
    /** Unix seconds. */
    frozen_time: number;
    status: 'ready' | 'advancing';
  };
  customers: ResourceColumns & {
    email: string | null;
    name: string | null;
    phone: string | null;
    deleted: Flag;
    /** The address without case and accents, by which it is found. */
    email_key: string | null;
    /** The clock that sets this customer's time; null for the account's. */
    test_clock: string | null;
  };
  products: ResourceColumns & {
    active: Flag;
    name: string;
    description: string | null;
    url: string | null;
    shippable: Flag | null;
    deleted: Flag;
  };
  prices: ResourceColumns & {
    active: Flag;
    currency: string;
    lookup_key: string | null;
    product: string;
    type: string;
    /** Created for one session's `price_data`: usable only there, kept out of lists. */
    inline: Flag;
  };
  payment_methods: ResourceColumns &
    Revised & {
      customer: string | null;
      type: string;
      allow_redisplay: string;
      fingerprint: string;
      last4: string;
      /** The card number, sealed by the vault; null once the card can never be used again. */
      sealed_card: string | null;
    };
  security_codes: {
    account: string;
    mode: 'test' | 'live';
    payment_method: string;
    sealed: string;
    /** Unix seconds; the code is deleted then, or by the first authorization. */
    expires_at: number;
  };
  customer_sessions: ResourceColumns & {
    customer: string;
    expires_at: number;
  };
  confirmation_tokens: ResourceColumns & {
    payment_method: string;
    /** The intent that was confirmed with it: it can be used once. */
    payment_intent: string | null;
    setup_intent: string | null;
    expires_at: number;
  };
  files: ResourceColumns & {
    purpose: FilePurpose;
    /** Unix seconds at which it expires; null for never. */
    expires_at: number | null;
  };
  /** The contents of files. */
  file_parts: {
    account: string;
    mode: 'test' | 'live';
    file: string;
    /** Counts from 0. */
    part: number;
    bytes: Uint8Array;
  };
  file_links: ResourceColumns & {
    file: string;
    /** The end of the public URL. */
    token: string;
    expires_at: number | null;
  };
  tokens: ResourceColumns & { payment_method: string; used: Flag };
  checkout_sessions: ResourceColumns &
    Revised & {
      customer: string | null;
      customer_email: string | null;
      payment_intent: string | null;
      setup_intent: string | null;
      status: 'open' | 'complete' | 'expired';
      expires_at: number;
    };
  payment_intents: ResourceColumns &
    Revised & {
      customer: string | null;
      status: string;
      amount: number;
      currency: string;
      checkout_session: string | null;
      /** Unix seconds at which the authorization lapses; null if there is none. */
      capture_before: number | null;
    };
  payment_attempts: ResourceColumns &
    Revised & {
      payment_intent: string;
      checkout_session: string | null;
      payment_method: string;
      customer: string | null;
      /**
       * `untried`: the network was never asked for the money; continues when its request is repeated. `abandoned`: something
       * else replaced its challenge. `giving_back`: what the issuer approved is no longer wanted, and on its way back.
       */
      status: 'started' | 'challenged' | 'untried' | 'succeeded' | 'failed' | 'abandoned' | 'giving_back';
    };
  payment_moves: ResourceColumns & {
    payment_intent: string;
    kind: 'capture' | 'reversal';
    status: 'started' | 'done' | 'refused';
  };
  setup_intents: ResourceColumns & {
    customer: string | null;
    payment_method: string | null;
    status: string;
    checkout_session: string | null;
  };
  setup_attempts: ResourceColumns & {
    setup_intent: string;
    payment_method: string;
    customer: string | null;
    /** `processing`: the issuer is being asked. `requires_confirmation`: it never was. */
    status: 'requires_confirmation' | 'processing' | 'requires_action' | 'succeeded' | 'failed' | 'abandoned';
  };
  mandates: ResourceColumns & { payment_method: string };
  charges: ResourceColumns & {
    customer: string | null;
    payment_intent: string | null;
    status: string;
    amount: number;
    amount_captured: number;
    currency: string;
    /** Whether the card was typed for this payment or saved before. */
    card_source: 'new' | 'on_file';
    /** Why it failed; null if it did not. */
    failure_reason: string | null;
    amount_refunded: number;
    /** Everything captured has been paid back. */
    refunded: Flag;
    disputed: Flag;
    /** Unix seconds at which its money joins the balance; null if it already has, or if there is none. */
    settle_at: number | null;
    receipt_token: string | null;
    /** As in the document, for lists to filter by. */
    transfer_group: string | null;
    /** As in the document, for finding it by the network's news. */
    authorization_request: string | null;
  };
  /** Postings of the double-entry ledger: the amounts of one `posting` sum to zero. */
  ledger_entries: {
    position: Generated<number>;
    account: string;
    mode: 'test' | 'live';
    posting: string;
    ledger_account: string;
    currency: string;
    amount: number;
    created: number;
    reference: string;
  };
  balance_transactions: ResourceColumns & {
    type: string;
    /** The charge, refund or dispute that moved the money. */
    source: string;
    currency: string;
    amount: number;
    fee: number;
    net: number;
    status: 'pending' | 'available';
    available_on: number;
  };
  refunds: ResourceColumns & {
    charge: string;
    payment_intent: string | null;
    status: 'pending' | 'succeeded' | 'failed';
    /** `asking` until the network's first answer is committed. */
    phase: 'asking' | 'answered';
    amount: number;
    currency: string;
    network_request: string;
  };
  disputes: ResourceColumns & {
    charge: string;
    payment_intent: string | null;
    status: DisputeStatus;
    amount: number;
    currency: string;
    /** The network's id for it: heard twice, it is written once. */
    network_case: string;
    /** Unix seconds at which it is decided: by its evidence, or because nobody answered. */
    decide_at: number | null;
  };
  early_fraud_warnings: ResourceColumns & {
    charge: string;
    payment_intent: string | null;
    network_case: string;
  };
  events: ResourceColumns & {
    type: string;
    /** Its object's id. */
    object: string;
    /** The customer whose object it is, or was until this event. */
    customer: string | null;
  };
  consents: ResourceColumns & {
    /** Position in the account's chain, from 1 without gaps. */
    sequence: number;
    customer: string;
    payment_method: string;
    hash: string;
  };
  webhook_endpoints: ResourceColumns & { status: 'enabled' | 'disabled' };
  webhook_deliveries: ResourceColumns & {
    endpoint: string;
    event: string;
    /** Id of the object that the event is about: its deliveries keep their order. */
    object: string;
    status: 'pending' | 'succeeded' | 'failed';
    /** How often it was tried. */
    tries: number;
    /** Unix seconds of the next try; 0 for at once. */
    due_at: number;
    /** Unix seconds until which a process works on it. */
    claimed_until: number;
  };
  request_logs: ResourceColumns & {
    method: string;
    path: string;
    status: number;
    /** `2xx`, `4xx`, `5xx`. */
    status_class: string;
    /** The key, masked. */
    key: string;
  };
  /** What the rows of lists can be found by (`search/`). */
  search_entries: {
    /** Orders by creation: unix seconds, and a number within the second. */
    place: number;
    account: string;
    mode: 'test' | 'live';
    list: ListName;
    id: string;
    /** ` status=succeeded customer=cus_…`: what filters match. */
    tags: string;
    /** The words of what the row shows, each after a space, without case and accents. */
    text: string;
  };
  /** Rows of lists that have changed since they were indexed. Database triggers write it. */
  search_changes: {
    seq: Generated<number>;
    account: string;
    mode: 'test' | 'live';
    list: ListName;
    id: string;
  };
  data_keys: { purpose: string; number: number; created: number; wrapped: string };
}

export type TableName = keyof Schema;
