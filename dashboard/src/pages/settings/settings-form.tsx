import { consentTexts } from '@onfile/shared/all-consent-texts.ts';
import { directionOf, languageOf, languages } from '@onfile/shared/languages.ts';
import { type ReactNode, useState } from 'react';
import { FormProvider, useForm, useFormContext } from 'react-hook-form';
import { useLocale, useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { useAction } from '../../api/queries.ts';
import type { Settings } from '../../api/types.ts';
import { Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './settings.module.css';

export const settingsPath = '/v1/onfile/settings';

const standardColor = '#0b6e6e';

/** The settings as typed, by their names in the API. */
interface Fields {
  readonly business_name: string;
  readonly terms_url: string;
  readonly statement_descriptor: string;
  readonly logo_url: string;
  readonly brand_color: string;
  readonly fee_percent: string;
  readonly fee_fixed: string;
  readonly save_label: Readonly<Record<string, string>>;
}

export function SettingsForm({ settings }: { readonly settings: Settings }): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const toast = useToast();
  const form = useForm<Fields>({
    defaultValues: {
      business_name: settings.business_name,
      terms_url: settings.terms_url ?? '',
      statement_descriptor: settings.statement_descriptor ?? '',
      logo_url: settings.logo_url ?? '',
      brand_color: settings.brand_color ?? '',
      fee_percent: settings.fee_percent,
      fee_fixed: String(settings.fee_fixed),
      save_label: settings.save_label,
    },
  });
  const save = useAction(
    (api, { save_label, fee_percent, fee_fixed, ...texts }: Fields) =>
      api.post(settingsPath, {
        ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()])),
        save_label: Object.fromEntries(
          Object.entries(save_label).filter(
            ([language, label]) => label !== (settings.save_label[language] ?? ''),
          ),
        ),
        fee_percent: fee_percent.trim().replace(',', '.'),
        fee_fixed,
      }),
    ['onfile.settings', 'account'],
  );
  const send = (fields: Fields) => save.mutate(fields, { onSuccess: () => toast(t('common.saved')) });
  return (
    <FormProvider {...form}>
      <form className={ui.stack} onSubmit={form.handleSubmit(send)}>
        <Business />
        <Branding />
        <SaveLabel />
        <Section title={t('settings.fees')}>
          <div className={ui.row}>
            <TextField
              label={t('settings.fee_percent')}
              inputMode="decimal"
              {...form.register('fee_percent')}
            />
            <TextField label={t('settings.fee_fixed')} inputMode="numeric" {...form.register('fee_fixed')} />
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
    </FormProvider>
  );
}

function Business(): ReactNode {
  const t = useTranslations('settings');
  const { register } = useFormContext<Fields>();
  return (
    <Section title={t('business')}>
      <p className={ui.sectionText}>{t('business_text')}</p>
      <div className={ui.stack}>
        <TextField label={t('business_name')} maxLength={100} {...register('business_name')} />
        <TextField
          label={t('terms_url')}
          type="url"
          placeholder="https://example.com/terms"
          {...register('terms_url')}
        />
        <TextField
          label={t('descriptor')}
          hint={t('descriptor_hint')}
          maxLength={22}
          {...register('statement_descriptor')}
        />
      </div>
    </Section>
  );
}

function Branding(): ReactNode {
  const t = useTranslations('settings');
  const { register, setValue, watch } = useFormContext<Fields>();
  const color = watch('brand_color');
  return (
    <Section title={t('branding')}>
      <div className={ui.row}>
        <TextField label={t('logo')} type="url" {...register('logo_url')} />
        <div className={css.color}>
          <TextField
            label={t('color')}
            placeholder={standardColor}
            pattern="#[0-9A-Fa-f]{6}"
            {...register('brand_color')}
          />
          <input
            className={css.swatch}
            type="color"
            aria-label={t('pick_color')}
            value={isColor(color) ? color : standardColor}
            onChange={({ target }) => setValue('brand_color', target.value)}
          />
        </div>
      </div>
    </Section>
  );
}

function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** The account's own words beside the box, one language at a time. */
function SaveLabel(): ReactNode {
  const t = useTranslations();
  const { register, watch } = useFormContext<Fields>();
  const [language, setLanguage] = useState(languageOf(useLocale()));
  const labels = watch('save_label');
  return (
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
          key={language}
          label={nameOf(language)}
          lang={language}
          dir={directionOf(language)}
          maxLength={200}
          placeholder={consentTexts[language].saveLabel}
          {...register(`save_label.${language}`)}
        />
      </div>
    </Section>
  );
}

/** `Deutsch`: each language's own name for itself. */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
