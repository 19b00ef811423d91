import type { ReactNode } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useObject } from '../../api/queries.ts';
import type { Settings } from '../../api/types.ts';
import { CopyId, Facts, PageHead, Section } from '../../ui/bits.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Failed, PageSkeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { SettingsForm, settingsPath } from './settings-form.tsx';

export default function SettingsPage(): ReactNode {
  const t = useTranslations();
  const settings = useObject<Settings>('onfile.settings', settingsPath);
  const account = useObject<Stripe.Account>('account', '/v1/account');
  return (
    <>
      <PageHead title={t('settings.title')}>
        <CopyAs call={{ method: 'GET', path: settingsPath }} />
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
