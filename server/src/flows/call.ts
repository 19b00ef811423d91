import type { Account } from '../keys/account.ts';
import type { Client } from '../resources/client.ts';
import type { Services } from '../services.ts';
import type { SignedIn } from '../sign-in/member.ts';
import type { AccountStore, Origin, Transaction } from '../store/store.ts';

/** Everything an API call knows about its caller and its surroundings. */
export interface Call<Params> {
  readonly params: Params;
  /** Values of the path's `:names`. */
  readonly path: Readonly<Record<string, string>>;
  readonly account: Account;
  readonly livemode: boolean;
  readonly store: AccountStore;
  readonly origin: Origin;
  readonly client: Client;
  /** Unix seconds at which the request began. */
  readonly now: number;
  /** The API version that the caller uses. */
  readonly version: string;
  readonly caller: 'secret' | 'publishable';
  /** The contents of the file that came with the request; null if there was none. */
  readonly upload: Buffer | null;
  /** Hash of the calling issued key; null for any other caller. */
  readonly key: string | null;
  /** Who is signed in to the dashboard; null for the holder of a key. */
  readonly member: SignedIn | null;
  /** Fields the caller wants expanded; only needed for fields that cost extra to compute. */
  readonly expand: readonly string[];
  readonly services: Services;
  /** What an earlier request with this idempotency key had begun when its process ended; null for nothing. */
  readonly resumes: string | null;
  /** Ties the request's idempotency key to what a flow begins, in the transaction that begins it. */
  readonly reserve: (transaction: Transaction, made: string) => Promise<void>;
}

/** A call whose parameters nobody needs any more. */
export type OpenCall = Omit<Call<unknown>, 'params'>;
