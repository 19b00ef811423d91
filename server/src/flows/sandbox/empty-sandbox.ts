import { sql } from 'kysely';
import type { Services } from '../../services.ts';
import type { TableName } from '../../store/schema.ts';
import { systemStatement } from '../../store/statement.ts';

/** Of production mode only, or of no account. */
type Kept = 'accounts' | 'api_keys' | 'audit_log' | 'data_keys' | 'sign_in_attempts' | 'sign_in_links';

/** Every table whose rows belong to a sandbox; leaving one out does not compile. */
const owned: Readonly<Record<Exclude<TableName, Kept>, true>> = {
  balance_transactions: true,
  charges: true,
  checkout_sessions: true,
  cli_listeners: true,
  cli_sessions: true,
  confirmation_tokens: true,
  consents: true,
  customer_sessions: true,
  customers: true,
  disputes: true,
  early_fraud_warnings: true,
  events: true,
  file_links: true,
  file_parts: true,
  files: true,
  idempotency_keys: true,
  ledger_entries: true,
  mandates: true,
  operations: true,
  payment_attempts: true,
  payment_intents: true,
  payment_methods: true,
  payment_moves: true,
  prices: true,
  products: true,
  refunds: true,
  request_logs: true,
  sandbox_faults: true,
  search_changes: true,
  search_entries: true,
  security_codes: true,
  setup_attempts: true,
  setup_intents: true,
  test_clocks: true,
  tokens: true,
  webhook_deliveries: true,
  webhook_endpoints: true,
};

const emptying = Object.keys(owned).map((table) =>
  systemStatement<{ account: string }>((db, p) =>
    sql<never>`delete from ${sql.table(table)} where account = ${p.account} and mode = 'test'`.compile(db),
  ),
);
const forgetting = systemStatement<{ account: string }>((db, p) =>
  sql<never>`delete from accounts where id = ${p.account}`.compile(db),
);

/**
 * `POST /v1/onfile/reset`: deletes everything in a sandbox in one transaction, including whatever is being written to it
 * meanwhile; a crash before the commit leaves it whole. What the simulated network remembers belongs to no account then.
 */
export async function emptySandbox(services: Services, account: string): Promise<void> {
  await services.requestLog.flush();
  await services.store.system.runAlone([...emptying, forgetting], { account });
  await services.faults.clear(account);
  await services.callers.forget(account);
}
