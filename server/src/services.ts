import type { Ids } from '@onfile/shared/ids.ts';
import type { Clock } from './clock.ts';
import type { Network } from './network/network.ts';
import type { RequestLog } from './request-log.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './vault/vault.ts';

/** What the parts of a running server share. `main.ts` chooses the adapters. */
export interface Services {
  readonly store: Store;
  readonly vault: Vault;
  readonly network: Network;
  readonly clock: Clock;
  readonly requestLog: RequestLog;
  readonly ids: Ids;
  /** The address under which browsers reach this server, without a trailing slash. */
  readonly origin: string;
  readonly keyMode: 'development' | 'production';
}
