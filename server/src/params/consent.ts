import type { ShownConsent } from '@onfile/shared/save-payment-method.ts';
import type { z } from 'zod';
import { fields, group } from './fields.ts';

/** What the element showed when the buyer agreed to save the card; private to Onfile's own browser script. */
export const consentParam = group({
  source: fields.choice(['element', 'merchant_ui']),
  language: fields.text(35).optional(),
  texts_version: fields.text(50).optional(),
  terms_shown: fields.boolean().optional(),
  words: fields.text(5000).optional(),
  in_view: fields.boolean().optional(),
}) satisfies z.ZodType<ShownConsent>;
