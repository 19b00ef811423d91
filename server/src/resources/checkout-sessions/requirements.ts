import { errors } from '@onfile/shared/errors.ts';
import { requireCards } from '../payment-intents/rules.ts';
import { askedMode, modeOf } from './modes.ts';
import type { CreateParams } from './params.ts';
import { defaultLifeSeconds, isHosted } from './rules.ts';

type Name = keyof CreateParams;

/** Only one parameter of each row may be given, whatever their values. */
const exclusive: readonly (readonly Name[])[] = [
  ['customer', 'customer_email'],
  ['customer', 'customer_creation'],
  ['allow_promotion_codes', 'discounts'],
];

/** Parameters that pages of another kind have, in alphabetical order. */
const ofOtherPages: Readonly<Record<'elements' | 'hosted_page', readonly Name[]>> = {
  elements: [
    'after_expiration',
    'branding_settings',
    'cancel_url',
    'custom_fields',
    'custom_text',
    'origin_context',
    'redirect_on_completion',
    'submit_type',
    'success_url',
  ],
  hosted_page: ['permissions', 'redirect_on_completion', 'return_url'],
};

/**
 * Checks what can be checked about a session before anything is looked up: the mode, what goes together, the times. Throws
 * Stripe's 400. Source: the official types' comments, and Stripe's messages as shops have reported them.
 */
export function requireCreatable(given: CreateParams, termsUrl: string | null, now: number): void {
  if (given.mode === undefined && given.line_items === undefined) throw errors.parameterMissing('mode');
  if (given.mode === 'subscription') {
    throw errors.parameterInvalid(`Onfile does not support the mode ${given.mode} yet.`, 'mode');
  }
  requireUiMode(given);
  for (const names of exclusive) {
    const both = names.every((name) => given[name] !== undefined);
    if (both) throw errors.parametersExclusive(names, names[0] ?? '');
  }
  requireMode(given);
  requireCustomerFor(given);
  requireCards(given.allowed_payment_method_types, given.excluded_payment_method_types);
  requireTerms(given, termsUrl);
  requireExpiry(given.expires_at, now);
}

function requireMode(given: CreateParams): void {
  const mode = askedMode(given);
  const { collectionRefused, misplaced, missing } = modeOf({ mode });
  if (given.payment_method_collection !== undefined) {
    throw errors.parameterInvalid(collectionRefused, 'payment_method_collection');
  }
  const foreign = misplaced.find((name) => given[name] !== undefined);
  if (foreign !== undefined) {
    throw errors.parameterInvalid(`You can not pass \`${foreign}\` in \`${mode}\` mode.`, foreign);
  }
  const absent = missing(given);
  if (absent !== null) throw errors.parameterMissing(absent);
}

function requireUiMode(given: CreateParams): void {
  const mode = given.ui_mode ?? 'hosted_page';
  const hosted = isHosted(given);
  if (!hosted && mode !== 'elements' && mode !== 'custom') {
    throw errors.parameterInvalid(
      `Onfile does not support the ui_mode ${mode} yet: use elements (custom before 2026-03-25.dahlia), or hosted_page.`,
      'ui_mode',
    );
  }
  if (hosted && given.success_url === undefined) throw errors.parameterMissing('success_url');
  if (hosted && given.billing_address_collection === 'required') {
    throw errors.parameterInvalid(
      'Onfile does not collect whole billing addresses on its own page yet: use ui_mode elements, or auto.',
      'billing_address_collection',
    );
  }
  const misplaced = ofOtherPages[hosted ? 'hosted_page' : 'elements'].filter(
    (name) => given[name] !== undefined,
  );
  if (misplaced.length > 0) {
    throw errors.parameterInvalid(
      `The following parameters are not supported with 'ui_mode: ${mode}': ${misplaced.join(', ')}.`,
      misplaced[0] ?? 'ui_mode',
    );
  }
}

/** Parameters that act on a customer need one. */
function requireCustomerFor(given: CreateParams): void {
  if (given.customer_update !== undefined && !given.customer) {
    throw errors.parameterInvalid('`customer_update` can only be used with `customer`.', 'customer_update');
  }
  const saving = given.saved_payment_method_options?.payment_method_save === 'enabled';
  if (saving && !given.customer && given.customer_creation !== 'always') {
    throw errors.parameterInvalid(
      'Saving a payment method requires a customer: pass `customer`, or `customer_creation=always`.',
      'saved_payment_method_options[payment_method_save]',
    );
  }
}

/** Buyers can only agree to terms that they can read. */
function requireTerms({ consent_collection: asked }: CreateParams, termsUrl: string | null): void {
  if (asked?.terms_of_service !== 'required' || termsUrl !== null) return;
  throw errors.parameterInvalid(
    'You cannot collect consent to your terms of service unless a URL is set in the Stripe Dashboard. On Onfile, set `terms_url` in the settings of the dashboard or with POST /v1/onfile/settings.',
    'consent_collection[terms_of_service]',
  );
}

const minimumLifeSeconds = 30 * 60;

function requireExpiry(expiresAt: number | undefined, now: number): void {
  if (expiresAt === undefined) return;
  if (expiresAt < now + minimumLifeSeconds) {
    throw errors.parameterInvalid(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    );
  }
  if (expiresAt > now + defaultLifeSeconds) {
    throw errors.parameterInvalid(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    );
  }
}
