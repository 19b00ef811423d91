import type Stripe from 'stripe';
import { fields, group } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import { purposeNames } from './purposes.ts';

export const createParams = params<Stripe.FileCreateParams>()({
  file: fields.file(),
  file_link_data: group({
    create: fields.boolean(),
    expires_at: fields.time().optional(),
    metadata: fields.metadata().optional(),
  }).optional(),
  purpose: fields.choice(purposeNames),
});

export type CreateParams = ReturnType<typeof createParams.read>;

/** Purposes of files that Stripe itself creates, or of parts of Stripe that Onfile does not have: there are none. */
const otherPurposes = [
  'document_provider_identity_document',
  'finance_report_run',
  'financial_account_statement',
  'identity_document_downloadable',
  'selfie',
  'sigma_scheduled_query',
  'terminal_android_apk',
  'terminal_reader_splashscreen',
  'terminal_wifi_certificate',
  'terminal_wifi_private_key',
] as const;

export const listParams = params<Stripe.FileListParams>()({
  ...pagingByCreation,
  purpose: fields.choice([...purposeNames, ...otherPurposes]).optional(),
});

export const noParams = ownParams({});
