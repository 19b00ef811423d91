import { consentTextsVersion } from '@onfile/shared/consent-texts.ts';
import type { SavePaymentMethod } from '@onfile/shared/save-payment-method.ts';
import { type Model, shownTerms, shownWords, showsBox } from './model.ts';

/**
 * The buyer's answer to saving the card, and what they saw. `stated` is the merchant's page's own statement, and overrides
 * the box. Empty if nobody asked.
 */
export function savePaymentMethodOf(
  model: Model,
  termsInView: boolean,
  stated?: boolean | undefined,
): SavePaymentMethod {
  const setup = model.page.mode === 'setup';
  const byBox = stated === undefined && !setup && showsBox(model);
  const consent = {
    source: setup || byBox ? ('element' as const) : ('merchant_ui' as const),
    language: model.language,
    texts_version: consentTextsVersion,
    terms_shown: shownTerms(model) !== null,
    words: shownWords(model, byBox) || undefined,
    in_view: termsInView && (!byBox || model.boxSeen),
  };
  // Giving a card in setup mode means saving it: the terms beside it are what the buyer agrees to.
  if (setup) return { consent };
  if (stated === undefined && !byBox) return {};
  return { save_payment_method: stated ?? model.savePaymentMethod, consent };
}
