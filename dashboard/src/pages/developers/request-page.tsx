import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { useObject } from '../../api/queries.ts';
import type { RequestLogEntry } from '../../api/types.ts';
import { CopyId, Facts, PageHead, Section } from '../../ui/bits.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { CodeBlock } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

/** One request, for as long as it is kept. */
export default function RequestPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const request = useObject<RequestLogEntry>('onfile.request_log', `/v1/onfile/request_logs/${id}`);
  const back = { to: '/developers/logs', text: t('logs.title') };
  if (request.isError) {
    return (
      <PageFailed
        error={request.error}
        retry={() => void request.refetch()}
        back={back}
        missing={t('logs.not_kept', { id })}
      />
    );
  }
  if (request.data === undefined) return <PageSkeleton />;
  const entry = request.data;
  const { request: parameters, response_error: answer } = entry;
  return (
    <>
      <PageHead
        title={`${entry.method} ${entry.path}`}
        back={back}
        line={
          <>
            <StatusPill status={entry.status < 400 ? 'succeeded' : 'failed'} words={String(entry.status)} />
            <When at={entry.created} exact />
            <CopyId id={entry.id} />
          </>
        }
      />
      <div className={ui.columns}>
        <div className={ui.stack}>
          <Section title={t('logs.parameters')}>
            {parameters === null || parameters === undefined ? (
              <p className={ui.muted}>{t('logs.no_parameters')}</p>
            ) : (
              <CodeBlock text={JSON.stringify(parameters, null, 2)} />
            )}
          </Section>
          {answer !== null && answer !== undefined && (
            <Section title={t('logs.answer')}>
              <CodeBlock text={JSON.stringify(answer, null, 2)} />
            </Section>
          )}
        </div>
        <Section title={t('common.details')}>
          <Facts
            rows={[
              [t('logs.duration'), t('logs.ms', { count: Math.round(entry.duration_ms) })],
              [t('logs.key'), entry.key],
              [t('logs.version'), entry.api_version],
              [t('logs.idempotency'), entry.idempotency_key],
              [t('logs.ip'), entry.ip],
              [t('logs.agent'), entry.user_agent],
            ]}
          />
        </Section>
      </div>
    </>
  );
}
