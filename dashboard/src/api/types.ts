import type Stripe from 'stripe';
import type { Role } from './connection.ts';

/** Objects of Onfile's own calls under `/v1/onfile/`. */

export interface CustomerRow {
  readonly id: string;
  readonly customer: Stripe.Customer;
  readonly cards: number;
  readonly card: {
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
  } | null;
  readonly payments: number;
}

export interface SearchHit {
  readonly object: 'search_hit';
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly created: number;
}

interface Tally {
  readonly payments: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly saved_cards: number;
  readonly volume: Readonly<Record<string, number>>;
  readonly declines: Readonly<Record<string, number>>;
}

export interface Statistics {
  readonly object: 'onfile.statistics';
  readonly currencies: readonly string[];
  readonly intervals: readonly (Tally & { readonly start: number })[];
  readonly totals: Tally;
}

export interface RequestLogEntry {
  readonly id: string;
  readonly created: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly key: string;
  readonly api_version?: string | null;
  readonly idempotency_key?: string | null;
  readonly ip?: string | null;
  readonly user_agent?: string | null;
  readonly request?: unknown;
  readonly response_error?: unknown;
}

export interface Delivery {
  readonly id: string;
  readonly created: number;
  readonly endpoint: string;
  readonly event: string;
  readonly event_type: string | null;
  /** The request that caused the event. */
  readonly event_request: string | null;
  readonly next_attempt: number | null;
  readonly attempt_count: number;
  readonly attempts: readonly {
    readonly at: number;
    readonly duration_ms: number;
    readonly status: number | null;
    readonly body: string | null;
    readonly error: string | null;
    /** Only when one delivery is requested; null if it was not kept. */
    readonly request?: {
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
    } | null;
  }[];
  readonly status: 'failed' | 'pending' | 'succeeded';
}

export interface Consent {
  readonly id: string;
  readonly created: number;
  readonly sequence: number;
  readonly livemode: boolean;
  readonly action: 'granted' | 'narrowed' | 'withdrawn';
  readonly customer: string;
  readonly payment_method: string;
  readonly card: { readonly brand: string; readonly last4: string; readonly fingerprint: string };
  readonly checkout_session: string | null;
  readonly payment_intent: string | null;
  readonly setup_intent: string | null;
  readonly uses: readonly ('redisplay' | 'off_session')[];
  readonly texts: {
    readonly save_label: string | null;
    readonly terms: string | null;
    readonly terms_url: string | null;
    readonly business: string;
  } | null;
  readonly language: string | null;
  readonly texts_version: string | null;
  readonly source: 'element' | 'merchant_ui' | 'server';
  readonly in_view?: boolean | null;
  readonly agreed_at: number;
  readonly email: string | null;
  readonly ip_address: string;
  readonly user_agent: string | null;
  readonly request: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

interface ApiFault {
  readonly method: string | null;
  readonly path: string | null;
  readonly rate: number;
  readonly status: number;
  readonly times: number | null;
}

export interface Faults {
  readonly api: readonly ApiFault[];
  readonly decline_rate: number;
  readonly latency_ms: number;
  readonly lost_answer_rate: number;
  readonly outage: boolean;
  readonly seed: string | null;
  readonly webhooks: {
    readonly at_once: boolean;
    readonly late_rate: number;
    readonly late_seconds: number;
    readonly out_of_order: boolean;
    readonly twice_rate: number;
  };
}

export interface SandboxClock {
  readonly now: number;
  readonly offset: number;
}

export interface ApiVersion {
  readonly id: string;
  readonly default: boolean;
  /** What it changed, in one sentence each. */
  readonly changes: readonly string[];
}

export interface Settings {
  readonly api_version: string | null;
  readonly business_name: string;
  readonly fee_fixed: number;
  readonly fee_percent: string;
  readonly save_label: Readonly<Record<string, string>>;
  readonly statement_descriptor: string | null;
  readonly terms_url: string | null;
  readonly logo_url: string | null;
  readonly brand_color: string | null;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string | null;
  readonly kind: 'secret' | 'restricted' | 'publishable';
  readonly livemode: boolean;
  readonly masked: string;
  readonly secret?: string;
  readonly permissions: readonly string[] | null;
  readonly created: number;
  readonly expires_at: number | null;
  readonly last_used: number | null;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly created: number;
  readonly last_sign_in: number | null;
  readonly two_factor: boolean;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expires_at: number;
}

export interface SignInSession {
  readonly id: string;
  readonly created: number;
  readonly current?: boolean;
  readonly ip?: string | null;
  readonly user_agent?: string | null;
  readonly expires_at?: number | null;
}

export interface AuditEntry {
  readonly id: string;
  readonly created: number;
  readonly member: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly action: string;
  readonly object_id: string | null;
  readonly ip: string | null;
  readonly request: string | null;
}
