import { consentTexts } from '@onfile/shared/all-consent-texts.ts';
import { futureChargeTerms } from '@onfile/shared/consent-texts.ts';
import { languageOf } from '@onfile/shared/languages.ts';
import { type Account, businessNameOf } from '../../keys/account.ts';
import { findAccount } from '../../keys/accounts.ts';
import type { Client } from '../../resources/client.ts';
import { entryHash, genesisHash } from '../../resources/consents/chain.ts';
import type { ConsentEntry, ConsentUse } from '../../resources/consents/entry.ts';
import type { StatedConsent } from '../../resources/consents/stated-consent.ts';
import { consents, lastEntry } from '../../resources/consents/table.ts';
import { hashOfWords, wordsOf } from '../../resources/consents/words.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';

interface Saved {
  readonly card: PaymentMethodRow;
  readonly consent: StatedConsent;
  readonly checkoutSession: string | null;
  readonly paymentIntent: string | null;
  readonly setupIntent: string | null;
  /** Unix seconds. */
  readonly agreedAt: number;
  readonly email: string | null;
  readonly client: Client;
  readonly uses: readonly ConsentUse[];
}

/** Appends to the consent journal in the transaction that saves the card: at its end, where no other one extends the chain. */
export function recordConsent(transaction: Transaction, services: Services, now: number, saved: Saved): void {
  transaction.atEnd(() => append(transaction, services, now, saved));
}

async function append(
  transaction: Transaction,
  services: Services,
  now: number,
  { card, consent, client, ...saved }: Saved,
): Promise<void> {
  const { scope, origin } = transaction;
  if (card.customer === null) throw new Error('A consent needs a customer.');
  const last = await lastEntry(transaction);
  const box = saved.setupIntent === null;
  const texts = consent.source === 'element' ? await textsShown(services, scope.account, consent, box) : null;
  const entry: ConsentEntry = {
    sequence: (last?.sequence ?? 0) + 1,
    id: services.ids.next('consent'),
    account: scope.account,
    livemode: scope.livemode,
    action: 'granted',
    customer: card.customer,
    payment_method: card.id,
    card: { brand: card.doc.card.brand, last4: card.doc.card.last4, fingerprint: card.fingerprint },
    checkout_session: saved.checkoutSession,
    payment_intent: saved.paymentIntent,
    setup_intent: saved.setupIntent,
    uses: saved.uses,
    texts,
    language: consent.language,
    texts_version: consent.textsVersion,
    source: consent.source,
    in_view: texts === null ? null : consent.seenWords === hashOfWords(wordsOf(texts)),
    agreed_at: saved.agreedAt,
    email: saved.email,
    ip_address: client.ipAddress,
    user_agent: client.userAgent,
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

async function textsShown(
  { store }: Services,
  id: string,
  consent: StatedConsent,
  box: boolean,
): Promise<ConsentEntry['texts']> {
  const account = await findAccount(store.system, id);
  if (account === undefined) throw new Error(`There is no account ${id} that could have shown its texts.`);
  return textsOf(account, consent, box);
}

function textsOf(account: Account, consent: StatedConsent, box: boolean): ConsentEntry['texts'] {
  const language = languageOf(consent.language);
  const business = businessNameOf(account);
  return {
    save_label: box ? (account.settings.saveLabel[language] ?? consentTexts[language].saveLabel) : null,
    terms: consent.termsShown ? futureChargeTerms(consentTexts[language], business) : null,
    terms_url: account.settings.termsUrl,
    business,
  };
}
