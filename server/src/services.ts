import type { Ids } from '@onfile/shared/ids.ts';
import type { Clock } from './clock.ts';
import type { CallerCache } from './keys/caller-cache.ts';
import type { Network } from './network/network.ts';
import type { Admission } from './requests/admission.ts';
import type { CardLimits } from './requests/card-limits.ts';
import type { Faults } from './requests/faults.ts';
import type { RequestLog } from './requests/request-log.ts';
import type { SearchIndex } from './search/search-index.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { Leases } from './store/leases.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './vault/vault.ts';
import type { CliSockets } from './webhooks/cli-sockets.ts';

/** What the parts of a running server share. `main.ts` chooses the adapters. */
export interface Services {
  readonly store: Store;
  readonly vault: Vault;
  readonly network: Network;
  readonly clock: Clock;
  readonly requestLog: RequestLog;
  readonly searchIndex: SearchIndex;
  readonly cliSockets: CliSockets;
  readonly callers: CallerCache;
  /** Decides which requests run and which wait. */
  readonly admission: Admission;
  readonly cardLimits: CardLimits;
  /** The dashboard's members; null in development mode, which has none. */
  readonly signIn: SignIn | null;
  /** The permissions that restricted keys can be given: `customers:read` … */
  readonly permissions: readonly string[];
  readonly faults: Faults;
  /** Runs everything that has become due for an account. What fails stays due. */
  runDue(account: string): Promise<void>;
  readonly leases: Leases;
  readonly ids: Ids;
  /** The address at which browsers reach this server, without a trailing slash. */
  readonly origin: string;
  /** The same address, or the dashboard's own. */
  readonly dashboardOrigin: string;
  /** Host names, besides those of its addresses and of this machine, under which browsers may use it with a secret key. */
  readonly allowedHosts: readonly string[];
  readonly keyMode: 'development' | 'production';
}
