import { consentTexts } from '@onfile/shared/all-consent-texts.ts';
import { directionOf, languageOf, languages } from '@onfile/shared/languages.ts';
import { type ReactNode, useState } from 'react';
import type Stripe from 'stripe';
import { useLocale, useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { useAction, useObject } from '../../api/queries.ts';
import type { Settings } from '../../api/types.ts';
import { CopyId, Facts, PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Failed, Failure, PageSkeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './settings.module.css';

const path = '/v1/onfile/settings';

const standardColor = '#0b6e6e';

function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

export default function SettingsPage(): ReactNode {
  const t = useTranslations();
  const settings = useObject<Settings>('onfile.settings', path);
  const account = useObject<Stripe.Account>('account', '/v1/account');
  return (
    <>
      <PageHead title={t('settings.title')}>
        <CopyAs call={{ method: 'GET', path }} />
      </PageHead>
      {settings.isError && <Failed error={settings.error} retry={() => void settings.refetch()} />}
      {settings.isPending && <PageSkeleton />}
      {settings.data !== undefined && (
        <div className={ui.columns}>
          <SettingsForm key={JSON.stringify(settings.data)} settings={settings.data} />
          <Section title={t('settings.account')}>
            <Facts
              rows={[
                [t('common.id'), account.data && <CopyId id={account.data.id} />],
                [t('settings.country'), account.data?.country],
                [t('settings.default_currency'), account.data?.default_currency?.toUpperCase()],
              ]}
            />
          </Section>
        </div>
      )}
    </>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const toast = useToast();
  const [name, setName] = useState(settings.business_name);
  const [terms, setTerms] = useState(settings.terms_url ?? '');
  const [descriptor, setDescriptor] = useState(settings.statement_descriptor ?? '');
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>(settings.save_label);
  const [language, setLanguage] = useState(languageOf(useLocale()));
  const [percent, setPercent] = useState(settings.fee_percent);
  const [fixed, setFixed] = useState(String(settings.fee_fixed));
  const [logo, setLogo] = useState(settings.logo_url ?? '');
  const [color, setColor] = useState(settings.brand_color ?? '');
  const save = useAction(
    (api) =>
      api.post(path, {
        business_name: name.trim(),
        terms_url: terms.trim(),
        statement_descriptor: descriptor.trim(),
        save_label: Object.fromEntries(
          Object.entries(labels).filter(
            ([language, label]) => label !== (settings.save_label[language] ?? ''),
          ),
        ),
        fee_percent: percent.trim().replace(',', '.'),
        fee_fixed: fixed,
        logo_url: logo.trim(),
        brand_color: color.trim(),
      }),
    ['onfile.settings', 'account'],
  );
  return (
    <form
      className={ui.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, { onSuccess: () => toast(t('common.saved')) });
      }}
    >
      <Section title={t('settings.business')}>
        <p className={ui.sectionText}>{t('settings.business_text')}</p>
        <div className={ui.stack}>
          <TextField
            label={t('settings.business_name')}
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <TextField
            label={t('settings.terms_url')}
            type="url"
            placeholder="https://example.com/terms"
            value={terms}
            onChange={({ target }) => setTerms(target.value)}
          />
          <TextField
            label={t('settings.descriptor')}
            hint={t('settings.descriptor_hint')}
            maxLength={22}
            value={descriptor}
            onChange={({ target }) => setDescriptor(target.value)}
          />
        </div>
      </Section>
      <Section title={t('settings.branding')}>
        <div className={ui.row}>
          <TextField
            label={t('settings.logo')}
            type="url"
            value={logo}
            onChange={({ target }) => setLogo(target.value)}
          />
          <div className={css.color}>
            <TextField
              label={t('settings.color')}
              placeholder={standardColor}
              pattern="#[0-9A-Fa-f]{6}"
              value={color}
              onChange={({ target }) => setColor(target.value)}
            />
            <input
              className={css.swatch}
              type="color"
              aria-label={t('settings.pick_color')}
              value={isColor(color) ? color : standardColor}
              onChange={({ target }) => setColor(target.value)}
            />
          </div>
        </div>
      </Section>
      <Section title={t('settings.save_label')}>
        <p className={ui.sectionText}>{t('settings.save_label_text')}</p>
        <div className={ui.stack}>
          <Select
            label={t('shell.language')}
            value={language}
            onChange={({ target }) => setLanguage(languageOf(target.value))}
          >
            {languages.map((one) => (
              <option key={one} value={one} lang={one}>
                {labels[one] ? `${nameOf(one)} ✓` : nameOf(one)}
              </option>
            ))}
          </Select>
          <TextField
            label={nameOf(language)}
            lang={language}
            dir={directionOf(language)}
            maxLength={200}
            placeholder={consentTexts[language].saveLabel}
            value={labels[language] ?? ''}
            onChange={({ target }) => setLabels({ ...labels, [language]: target.value })}
          />
        </div>
      </Section>
      <Section title={t('settings.fees')}>
        <div className={ui.row}>
          <TextField
            label={t('settings.fee_percent')}
            inputMode="decimal"
            value={percent}
            onChange={({ target }) => setPercent(target.value)}
          />
          <TextField
            label={t('settings.fee_fixed')}
            inputMode="numeric"
            value={fixed}
            onChange={({ target }) => setFixed(target.value)}
          />
        </div>
      </Section>
      {save.isError && <Failure error={save.error} />}
      {may('own') && (
        <div>
          <Button type="submit" look="primary" disabled={save.isPending}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
}

/** `Deutsch`, each language in its own words. */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
