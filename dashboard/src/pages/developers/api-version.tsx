import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { itemsOf, type Page, useAction, useList, useObject } from '../../api/queries.ts';
import type { ApiVersion, RequestLogEntry, Settings } from '../../api/types.ts';
import { Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Failed, Failure, Skeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

const settingsPath = '/v1/onfile/settings';
const requestsCounted = 100;

/** The version of requests that name none, what newer ones changed, and which versions are in use. */
export function ApiVersionSection(): ReactNode {
  const t = useTranslations('keys');
  const versions = useObject<Page<ApiVersion>>('onfile.api_version', '/v1/onfile/api_versions');
  const settings = useObject<Settings>('onfile.settings', settingsPath);
  const error = versions.error ?? settings.error;
  return (
    <Section
      title={t('version')}
      actions={
        <CopyAs call={{ method: 'POST', path: settingsPath, params: { api_version: '2026-10-28.endive' } }} />
      }
    >
      <div className={ui.stack}>
        <p className={ui.muted}>{t('version_text')}</p>
        {error !== null && <Failed error={error} retry={() => void versions.refetch()} />}
        {versions.data === undefined || settings.data === undefined ? (
          error === null && <Skeleton width={240} />
        ) : (
          <Chosen
            key={settings.data.api_version}
            versions={versions.data.data}
            pinned={settings.data.api_version}
          />
        )}
        <Spoken />
      </div>
    </Section>
  );
}

function Chosen({
  versions,
  pinned,
}: {
  readonly versions: readonly ApiVersion[];
  readonly pinned: string | null;
}): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const toast = useToast();
  const usual = versions.find((version) => version.default)?.id ?? '';
  const { handleSubmit, register, watch } = useForm({ defaultValues: { api_version: pinned ?? '' } });
  const chosen = watch('api_version');
  const save = useAction(
    (api, fields: { readonly api_version: string }) => api.post(settingsPath, fields),
    ['onfile.settings', 'onfile.api_version'],
  );
  const spoken = chosen === '' ? usual : chosen;
  const known = versions.map(({ id }) => id);
  const offered = pinned === null || known.includes(pinned) ? known : [pinned, ...known];
  return (
    <>
      <form
        className={css.version}
        onSubmit={handleSubmit((fields) =>
          save.mutate(fields, { onSuccess: () => toast(t('common.saved')) }),
        )}
      >
        <Select label={t('keys.version_default')} {...register('api_version')} disabled={!may('own')}>
          <option value="">{t('keys.version_usual', { version: usual })}</option>
          {offered.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </Select>
        {may('own') && (
          <Button type="submit" disabled={save.isPending || chosen === (pinned ?? '')}>
            {t('common.save')}
          </Button>
        )}
      </form>
      {save.isError && <Failure error={save.error} />}
      <div>
        <h3>{t('keys.version_changes', { version: spoken })}</h3>
        <Newer versions={versions.filter(({ id, changes }) => id > spoken && changes.length > 0)} />
      </div>
    </>
  );
}

function Newer({ versions }: { readonly versions: readonly ApiVersion[] }): ReactNode {
  const t = useTranslations('keys');
  if (versions.length === 0) return <p className={ui.muted}>{t('version_none')}</p>;
  return (
    <ul className={css.changes}>
      {versions.flatMap(({ id, changes }) =>
        changes.map((change) => (
          <li key={change}>
            <code>{id}</code> {wordsOf(change)}
          </li>
        )),
      )}
    </ul>
  );
}

/** Shows what is between backticks as code. */
function wordsOf(text: string): ReactNode {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={part}>{part}</code>));
}

/** Which versions the newest requests in the log used. */
function Spoken(): ReactNode {
  const t = useTranslations('keys');
  const requests = useList<RequestLogEntry>(
    'onfile.request_log',
    '/v1/onfile/request_logs',
    {},
    { limit: requestsCounted },
  );
  const counts = new Map<string, number>();
  for (const { api_version } of itemsOf(requests)) {
    if (typeof api_version === 'string') counts.set(api_version, (counts.get(api_version) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  return (
    <div>
      <h3>{t('version_spoken')}</h3>
      <ul className={css.changes}>
        {[...counts]
          .sort(([, one], [, other]) => other - one)
          .map(([version, count]) => (
            <li key={version}>
              <code>{version}</code> {t('version_requests', { count })}
            </li>
          ))}
      </ul>
    </div>
  );
}
