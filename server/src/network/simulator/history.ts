import type { AuthenticationResult, StoredCredential } from '../network.ts';
import type { Journal } from './journal.ts';

/** Whose history is requested: one account's use of one card. */
interface Holder {
  readonly account: string;
  /** As the journal names it. */
  readonly card: string | null;
}

/** Whether the stored credential that a request refers to was set up by its cardholder for use while they are away. */
export async function wasSetUp(
  journal: Journal,
  credential: StoredCredential | null,
  holder: Holder,
): Promise<boolean> {
  if (credential === null || credential.originalNetworkTransactionId === null) return false;
  const origin = await journal.byNetworkTransaction(credential.originalNetworkTransactionId);
  return origin !== undefined && belongs(origin, holder) && origin.setUp;
}

/** The state of the authentication that a request relies on; null without one, or with another card's. */
export async function authenticationStatus(
  journal: Journal,
  authenticationId: string | null,
  holder: Holder,
): Promise<AuthenticationResult['status'] | null> {
  const entry = authenticationId === null ? undefined : await journal.authentication(authenticationId);
  return entry !== undefined && belongs(entry, holder) ? entry.result.status : null;
}

function belongs(entry: Holder, holder: Holder): boolean {
  return entry.card !== null && entry.card === holder.card && entry.account === holder.account;
}
