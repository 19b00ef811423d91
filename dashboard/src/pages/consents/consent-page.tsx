import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { useObject } from '../../api/queries.ts';
import type { Consent } from '../../api/types.ts';
import { Card, CopyId, Facts, Json, PageHead, RequestLink, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/csv.ts';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

export default function ConsentPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const path = `/v1/onfile/consents/${id}`;
  const found = useObject<Consent>('onfile.consent', path);
  if (found.isError) {
    return (
      <PageFailed
        error={found.error}
        retry={() => void found.refetch()}
        back={{ to: '/consents', text: t('consents.title') }}
      />
    );
  }
  if (found.data === undefined) return <PageSkeleton />;
  const consent = found.data;
  return (
    <>
      <PageHead
        title={`${t('consents.one')} ${consent.sequence}`}
        back={{ to: '/consents', text: t('consents.title') }}
        line={
          <>
            <StatusPill status={consent.action} />
            <Card card={consent.card} />
            <CopyId id={id} />
          </>
        }
      >
        <CopyAs call={{ method: 'GET', path }} />
        <Button onClick={() => download(`${id}.json`, JSON.stringify(consent, null, 2), 'application/json')}>
          <Download aria-hidden />
          {t('consents.evidence')}
        </Button>
      </PageHead>
      <div className={ui.columns}>
        <div className={ui.stack}>
          <Words consent={consent} />
          <Section title={t('consents.chain')}>
            <Facts
              rows={[
                [t('consents.sequence'), consent.sequence],
                [t('consents.hash'), <code key="h">{consent.hash}</code>],
                [t('consents.previous'), <code key="p">{consent.previous_hash}</code>],
              ]}
            />
          </Section>
          <Json value={consent} />
        </div>
        <Details consent={consent} />
      </div>
    </>
  );
}

function Words({ consent }: { readonly consent: Consent }): ReactNode {
  const t = useTranslations();
  const { texts } = consent;
  return (
    <Section title={t('consents.words')}>
      {texts === null ? (
        <p className={ui.muted}>{t('consents.no_words')}</p>
      ) : (
        <Facts
          rows={[
            [
              t('consents.save_label'),
              texts.save_label && <q lang={consent.language ?? undefined}>{texts.save_label}</q>,
            ],
            [t('consents.terms'), texts.terms && <q lang={consent.language ?? undefined}>{texts.terms}</q>],
            [
              t('consents.in_view'),
              consent.in_view !== undefined && t(`consents.in_view_${consent.in_view === true}`),
            ],
            [t('consents.terms_url'), texts.terms_url],
            [t('consents.business'), texts.business],
            [t('consents.language'), consent.language],
            [t('consents.version'), consent.texts_version],
          ]}
        />
      )}
    </Section>
  );
}

function Details({ consent }: { readonly consent: Consent }): ReactNode {
  const t = useTranslations();
  return (
    <Section title={t('common.details')}>
      <Facts
        rows={[
          [t('consents.agreed'), <When key="a" at={consent.agreed_at} exact />],
          [t('consents.uses'), consent.uses.map((use) => t(`consents.use_${use}`)).join(', ')],
          [t('consents.source'), t(`consents.source_${consent.source}`)],
          [
            t('common.customer'),
            <Link key="c" to={`/customers/${consent.customer}`}>
              {consent.email ?? consent.customer}
            </Link>,
          ],
          [t('common.card'), <CopyId key="m" id={consent.payment_method} />],
          [t('payments.fingerprint'), consent.card.fingerprint],
          [
            t('sessions.one'),
            consent.checkout_session && (
              <Link to={`/sessions/${consent.checkout_session}`}>{t('sessions.one')}</Link>
            ),
          ],
          [
            t('payments.one'),
            consent.payment_intent && (
              <Link to={`/payments/${consent.payment_intent}`}>{t('payments.one')}</Link>
            ),
          ],
          [t('sessions.setup'), consent.setup_intent],
          [t('consents.ip'), consent.ip_address],
          [t('consents.browser'), consent.user_agent],
          [t('events.request'), consent.request && <RequestLink key="r" id={consent.request} />],
        ]}
      />
    </Section>
  );
}
