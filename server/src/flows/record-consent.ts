import { consentTexts, futureChargeTerms, languageOf } from '@onfile/shared/consent-texts.ts';
import type { SessionRow } from '../api/checkout-sessions/table.ts';
import { entryHash, genesisHash } from '../api/consents/chain.ts';
import type { ConsentEntry, ConsentUse } from '../api/consents/entry.ts';
import { consents, lockLastEntry } from '../api/consents/table.ts';
import type { PaymentMethodRow } from '../api/payment-methods/table.ts';
import { type Account, businessNameOf } from '../keys/account.ts';
import { findAccount } from '../keys/accounts.ts';
import type { Services } from '../services.ts';
import type { Transaction } from '../store/store.ts';
import type { AttemptRow, StatedConsent } from './attempts.ts';

interface Saved {
  readonly attempt: AttemptRow;
  readonly session: SessionRow;
  readonly card: PaymentMethodRow;
  readonly consent: StatedConsent;
}

/** Appends to the consent journal, in the transaction that saves the card. */
export async function recordConsent(
  transaction: Transaction,
  services: Services,
  now: number,
  { attempt, session, card, consent }: Saved,
): Promise<void> {
  const { scope, origin } = transaction;
  const account = await findAccount(services.store.system, scope.account);
  if (account === undefined || card.customer === null)
    throw new Error('A consent needs an account and a customer.');
  const last = await lockLastEntry(transaction);
  const entry: ConsentEntry = {
    sequence: (last?.sequence ?? 0) + 1,
    id: services.ids.next('consent'),
    account: scope.account,
    livemode: scope.livemode,
    action: 'granted',
    customer: card.customer,
    payment_method: card.id,
    card: { brand: card.doc.card.brand, last4: card.doc.card.last4, fingerprint: card.fingerprint },
    checkout_session: session.id,
    payment_intent: attempt.payment_intent,
    uses: usesOf(attempt, consent),
    texts: consent.source === 'element' ? textsOf(account, consent) : null,
    language: consent.language,
    texts_version: consent.textsVersion,
    source: consent.source,
    agreed_at: attempt.created,
    email: attempt.doc.buyer.email ?? session.doc.customer_email,
    ip_address: attempt.doc.client.ipAddress,
    user_agent: attempt.doc.client.userAgent,
    request: origin.requestId,
    previous_hash: last?.hash ?? genesisHash,
  };
  await consents.insert(transaction, {
    id: entry.id,
    created: now,
    sequence: entry.sequence,
    customer: entry.customer,
    payment_method: entry.payment_method,
    hash: entryHash(entry),
    doc: entry,
  });
}

/**
 * The uses that were agreed to. A box for showing the card again does not by itself allow charging while the
 * customer is away: that takes the terms beside it, or the merchant's own request for that use.
 */
function usesOf(attempt: AttemptRow, consent: StatedConsent): ConsentUse[] {
  const redisplay = consent.source !== 'server' && attempt.doc.saving.allowRedisplay === 'always';
  const offSession = consent.termsShown || attempt.doc.usage === 'off_session';
  return [...(redisplay ? (['redisplay'] as const) : []), ...(offSession ? (['off_session'] as const) : [])];
}

function textsOf(account: Account, consent: StatedConsent): ConsentEntry['texts'] {
  const language = languageOf(consent.language);
  const business = businessNameOf(account);
  return {
    save_label: account.settings.saveLabel[language] ?? consentTexts[language].saveLabel,
    terms: consent.termsShown ? futureChargeTerms(language, business) : null,
    terms_url: account.settings.termsUrl,
    business,
  };
}
