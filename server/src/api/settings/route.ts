import { errors } from '@onfile/shared/errors.ts';
import { languages } from '@onfile/shared/languages.ts';
import type { OpenCall } from '../../flows/call.ts';
import { type Account, businessNameOf } from '../../keys/account.ts';
import { changeSettings } from '../../keys/accounts.ts';
import { fields, group } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';
import { isVersion } from '../../versions/version.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/settings';

const labels = Object.fromEntries(
  languages.map((language) => [language, fields.clearableText(200).optional()]),
);

const retrieve = route({
  method: 'GET',
  path,
  params: ownParams({}),
  returns: 'onfile.settings',
  read: async (call) => settingsView(call.account),
});

/** Sets what buyers see of an account, in both modes, and the version of its requests. Other processes hear of it at once. */
const update = route({
  method: 'POST',
  path,
  params: ownParams({
    api_version: fields.clearableText(30).optional(),
    brand_color: fields.clearableText(7).optional(),
    business_name: fields.clearableText(100).optional(),
    fee_fixed: fields.integer(0, 1_000_000).optional(),
    fee_percent: fields.decimal().optional(),
    logo_url: fields.clearableUrl().optional(),
    save_label: group(labels).optional(),
    statement_descriptor: fields.clearableDescriptor().optional(),
    terms_url: fields.clearableUrl().optional(),
  }),
  returns: 'onfile.settings',
  flow: async (call) => {
    requireRight(call);
    const { api_version, brand_color, business_name, fee_fixed, fee_percent } = call.params;
    const { logo_url, save_label, statement_descriptor, terms_url } = call.params;
    requireVersion(api_version);
    requireColor(brand_color);
    requireHttps(logo_url);
    if (fee_percent !== undefined && Number(fee_percent) > 100) {
      throw errors.parameterInvalid('A fee cannot be more than 100 percent.', 'fee_percent');
    }
    const { callers, store } = call.services;
    const changed = await changeSettings(store.system, call.account.id, (settings) => ({
      ...settings,
      apiVersion: api_version === undefined ? settings.apiVersion : api_version,
      brandColor: brand_color === undefined ? settings.brandColor : brand_color,
      logoUrl: logo_url === undefined ? settings.logoUrl : logo_url,
      businessName: business_name === undefined ? settings.businessName : business_name,
      statementDescriptor:
        statement_descriptor === undefined ? settings.statementDescriptor : statement_descriptor,
      termsUrl: terms_url === undefined ? settings.termsUrl : terms_url,
      feePercent: fee_percent ?? settings.feePercent,
      feeFixed: fee_fixed ?? settings.feeFixed,
      saveLabel: mergeLabels(settings.saveLabel, save_label ?? {}),
    }));
    await callers.forget(changed.id);
    return settingsView(changed);
  },
});

export const settingsRoutes = [retrieve, update];

function requireVersion(version: string | null | undefined): void {
  if (version == null || isVersion(version)) return;
  throw errors.parameterInvalid(`Invalid Stripe API version: ${version}`, 'api_version');
}

/** Test keys are handed around freely, and developers may create them: they cannot change what live buyers see. */
function requireRight({ livemode, member, services }: OpenCall): void {
  if (livemode || member !== null || services.keyMode === 'development') return;
  throw errors.settingsOfBothModes();
}

function requireColor(color: string | null | undefined): void {
  if (color == null || /^#[0-9a-f]{6}$/i.test(color)) return;
  throw errors.parameterInvalid(`Invalid colour: ${color}; write it as #0b57d0`, 'brand_color');
}

/** Pages on which buyers pay load nothing that could have been changed in transit. */
function requireHttps(url: string | null | undefined): void {
  if (url == null || url.startsWith('https://')) return;
  throw errors.parameterInvalid('Invalid URL: a logo must be loaded over https.', 'logo_url', 'url_invalid');
}

/** An empty label restores Onfile's own words. */
function mergeLabels(
  before: Readonly<Record<string, string>>,
  change: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const merged = { ...before };
  for (const [language, label] of Object.entries(change)) {
    if (typeof label === 'string') merged[language] = label;
    else if (label === null) delete merged[language];
  }
  return merged;
}

function settingsView(account: Account) {
  const { settings } = account;
  return {
    object: 'onfile.settings',
    /** For requests that name none; null for the server's default. */
    api_version: settings.apiVersion,
    brand_color: settings.brandColor,
    business_name: businessNameOf(account),
    logo_url: settings.logoUrl,
    fee_fixed: settings.feeFixed,
    fee_percent: settings.feePercent,
    save_label: settings.saveLabel,
    statement_descriptor: settings.statementDescriptor,
    terms_url: settings.termsUrl,
  };
}
