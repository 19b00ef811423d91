import { type ApiError, errors, MissingObject } from '@onfile/shared/errors.ts';
import { findAccount } from '../../keys/accounts.ts';
import { maskKey } from '../../keys/presented-key.ts';
import type { Services } from '../../services.ts';
import { systemStatement } from '../../store/statement.ts';

const owning = (table: 'confirmation_tokens' | 'payment_methods' | 'tokens') =>
  systemStatement<{ id: string }, { account: string }>((db, p) =>
    db.selectFrom(table).select('account').where('id', '=', p.id).compile(),
  );

/** What a page creates with its publishable key alone, and then passes to its server by id. */
const madeByPages = [
  { prefix: 'pm_', owner: owning('payment_methods') },
  { prefix: 'tok_', owner: owning('tokens') },
  { prefix: 'ctoken_', owner: owning('confirmation_tokens') },
];

/** In development, explains a missing object that exists in another sandbox, because of keys that do not belong together. */
export async function tellingOtherSandbox(services: Services, error: ApiError): Promise<ApiError> {
  if (services.keyMode !== 'development' || !(error instanceof MissingObject)) return error;
  const kind = madeByPages.find(({ prefix }) => error.id.startsWith(prefix));
  const [found] = kind === undefined ? [] : await services.store.system.all(kind.owner, { id: error.id });
  const account = found && (await findAccount(services.store.system, found.account));
  const key = account?.settings.sandboxKey ?? null;
  return account === undefined || key === null ? error : errors.missingHere(error, account.id, maskKey(key));
}
