import { Eye, EyeOff, KeyRound, Plus, RotateCw, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { useConnection, useMay } from '../../api/connection.ts';
import { itemsOf, useAction, useList } from '../../api/queries.ts';
import type { ApiKey } from '../../api/types.ts';
import { PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { When } from '../../ui/format.tsx';
import { Tag } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { CodeBlock, CopyButton } from '../../ui/snippets.tsx';
import { Failed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { ApiVersionSection } from './api-version.tsx';
import css from './developers.module.css';
import { KeyForm } from './key-form.tsx';
import { SecretDialog } from './secret.tsx';

export default function ApiKeysPage(): ReactNode {
  const t = useTranslations();
  const connection = useConnection();
  return (
    <>
      <PageHead title={t('keys.title')} line={t('keys.intro')} />
      <div className={ui.stack}>
        {connection.mode === 'development' ? <SandboxKeys secret={connection.key} /> : <IssuedKeys />}
        <Section title={t('keys.connect')}>
          <p className={ui.sectionText}>{t('keys.connect_text')}</p>
          <CodeBlock text={connectCode()} />
        </Section>
        <ApiVersionSection />
      </div>
    </>
  );
}

function connectCode(): string {
  const { hostname, port, protocol } = location;
  return `const stripe = new Stripe(process.env.STRIPE_API_KEY, {
  host: '${hostname}',${port === '' ? '' : `\n  port: ${port},`}
  protocol: '${protocol.slice(0, -1)}',
});`;
}

function SandboxKeys({ secret }: { readonly secret: string }): ReactNode {
  const t = useTranslations('keys');
  const [shown, setShown] = useState(false);
  const publishable = secret.replace(/^sk_/, 'pk_');
  return (
    <Section title={t('sandbox_title')}>
      <div className={ui.stack}>
        <p className={ui.muted}>{t('sandbox_text')}</p>
        <div className={ui.field}>
          <h3>{t('publishable')}</h3>
          <div className={ui.row}>
            <code className={css.secret}>{publishable}</code>
            <CopyButton text={publishable} />
          </div>
        </div>
        <div className={ui.field}>
          <h3>{t('secret')}</h3>
          <div className={ui.row}>
            <code className={css.secret}>{shown ? secret : `sk_test_••••••••${secret.slice(-4)}`}</code>
            <Button small look="quiet" onClick={() => setShown(!shown)}>
              {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
              {t(shown ? 'hide' : 'reveal')}
            </Button>
            <CopyButton text={secret} />
          </div>
        </div>
      </div>
    </Section>
  );
}

const overlaps = [
  ['0', 'roll_now'],
  ['3600', 'roll_hour'],
  ['86400', 'roll_day'],
  ['604800', 'roll_week'],
] as const;

function IssuedKeys(): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const [rolling, setRolling] = useState<ApiKey | null>(null);
  const [removing, setRemoving] = useState<ApiKey | null>(null);
  const [made, setMade] = useState<ApiKey | null>(null);
  const keys = useList<ApiKey>('onfile.api_key', '/v1/onfile/api_keys');
  return (
    <Section
      title={t('keys.title')}
      flush
      actions={
        may('develop') && (
          <Button small look="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            {t('keys.new')}
          </Button>
        )
      }
    >
      {keys.isError ? (
        <Failed error={keys.error} retry={() => void keys.refetch()} />
      ) : (
        <SmallTable
          label={t('keys.title')}
          items={keys.isPending ? undefined : itemsOf(keys)}
          none={t('keys.empty')}
          columns={[
            { id: 'name', header: t('common.name'), cell: ({ name }) => name ?? '–' },
            { id: 'kind', header: t('keys.kind'), cell: ({ kind }) => t(`keys.${kind}`) },
            { id: 'masked', header: t('logs.key'), cell: ({ masked }) => <code>{masked}</code> },
            {
              id: 'permissions',
              header: t('keys.permissions'),
              cell: ({ permissions, kind }) =>
                permissions === null
                  ? kind === 'secret'
                    ? t('keys.everything')
                    : '–'
                  : permissions.join(', '),
            },
            {
              id: 'expires',
              header: t('common.expires'),
              cell: ({ expires_at }) =>
                expires_at === null ? (
                  t('common.never')
                ) : (
                  <Tag tone="amber">
                    <When at={expires_at} />
                  </Tag>
                ),
            },
            {
              id: 'used',
              header: t('keys.last_used'),
              cell: ({ last_used }) => (last_used === null ? t('common.never') : <When at={last_used} />),
            },
            { id: 'created', header: t('common.created'), cell: ({ created }) => <When at={created} /> },
            {
              id: 'actions',
              header: t('common.actions'),
              right: true,
              cell: (key) =>
                may('develop') && (
                  <span className={ui.row}>
                    <Button small onClick={() => setRolling(key)}>
                      <RotateCw aria-hidden />
                      {t('keys.roll')}
                    </Button>
                    <Button
                      small
                      look="quiet"
                      icon
                      aria-label={`${t('keys.delete')}: ${key.name ?? key.masked}`}
                      onClick={() => setRemoving(key)}
                    >
                      <Trash2 />
                    </Button>
                  </span>
                ),
            },
          ]}
        />
      )}
      {creating && <KeyForm onClose={() => setCreating(false)} onDone={setMade} />}
      {rolling !== null && <Roll apiKey={rolling} onClose={() => setRolling(null)} onDone={setMade} />}
      {removing !== null && <Remove apiKey={removing} onClose={() => setRemoving(null)} />}
      {made?.secret !== undefined && (
        <SecretDialog
          title={t('keys.new_key')}
          text={t('common.reveal_once')}
          secret={made.secret}
          onClose={() => setMade(null)}
        />
      )}
    </Section>
  );
}

function Roll({
  apiKey,
  onClose,
  onDone,
}: {
  readonly apiKey: ApiKey;
  onClose(): void;
  onDone(key: ApiKey): void;
}): ReactNode {
  const t = useTranslations('keys');
  const { handleSubmit, register } = useForm({ defaultValues: { seconds: '86400' } });
  const roll = useAction(
    (api, seconds: string) =>
      api.post<ApiKey>(`/v1/onfile/api_keys/${apiKey.id}/roll`, { expires_in: Number(seconds) }),
    ['onfile.api_key'],
  );
  return (
    <FormDialog
      open
      title={t('roll')}
      text={t('roll_text')}
      submit={t('roll')}
      busy={roll.isPending}
      failure={roll.error}
      onClose={onClose}
      onSubmit={handleSubmit(({ seconds }) =>
        roll.mutate(seconds, {
          onSuccess: (rolled) => {
            onClose();
            onDone(rolled);
          },
        }),
      )}
    >
      <div className={ui.row}>
        <KeyRound aria-hidden size={16} />
        <code>{apiKey.masked}</code>
      </div>
      <Select label={t('roll_in')} {...register('seconds')}>
        {overlaps.map(([value, name]) => (
          <option key={value} value={value}>
            {t(name)}
          </option>
        ))}
      </Select>
    </FormDialog>
  );
}

function Remove({ apiKey, onClose }: { readonly apiKey: ApiKey; onClose(): void }): ReactNode {
  const t = useTranslations('keys');
  const remove = useAction((api) => api.delete(`/v1/onfile/api_keys/${apiKey.id}`), ['onfile.api_key']);
  return (
    <ConfirmDialog
      title={t('delete')}
      text={t('delete_text', { key: apiKey.masked })}
      submit={t('delete')}
      action={remove}
      said={t('deleted')}
      onClose={onClose}
    />
  );
}
