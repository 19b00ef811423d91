import { Fingerprint, LogOut, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnection } from '../../api/connection.ts';
import { itemsOf, useAction, useList } from '../../api/queries.ts';
import type { SignInSession } from '../../api/types.ts';
import { PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { When } from '../../ui/format.tsx';
import { Tag } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { addPasskey, deletePasskey, listPasskeys, type Passkey } from '../sign-in/authentication.ts';
import { ChangePassword } from './change-password.tsx';
import { TwoFactor } from './two-factor.tsx';

export default function AccountPage(): ReactNode {
  const t = useTranslations();
  const { mode } = useConnection();
  return (
    <>
      <PageHead title={t('account.title')} />
      {mode === 'development' ? (
        <div className={ui.section}>
          <Empty title={t('account.development')} text={t('team.development_text')} />
        </div>
      ) : (
        <div className={ui.stack}>
          <ChangePassword />
          <TwoFactor />
          <Passkeys />
          <Sessions />
        </div>
      )}
    </>
  );
}

function Passkeys(): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const [passkeys, setPasskeys] = useState<readonly Passkey[]>();
  const load = useCallback(() => {
    listPasskeys().then(setPasskeys, () => setPasskeys([]));
  }, []);
  useEffect(load, [load]);
  const add = async () => {
    try {
      await addPasskey(new Date().toISOString().slice(0, 10));
      toast(t('account.passkey_added'));
      load();
    } catch {
      toast(t('sign_in.passkey_failed'), true);
    }
  };
  return (
    <Section
      title={t('account.passkeys')}
      flush
      actions={
        <Button small onClick={add}>
          <Fingerprint aria-hidden />
          {t('account.add_passkey')}
        </Button>
      }
    >
      <SmallTable
        label={t('account.passkeys')}
        items={passkeys}
        none={
          <>
            {t('account.no_passkeys')} {t('account.passkeys_text')}
          </>
        }
        columns={[
          { id: 'name', header: t('common.name'), cell: ({ id, name }) => name ?? id },
          {
            id: 'actions',
            header: t('common.actions'),
            right: true,
            cell: ({ id }) => (
              <Button
                small
                look="quiet"
                icon
                aria-label={t('common.remove')}
                onClick={() => void deletePasskey(id).then(load, load)}
              >
                <Trash2 />
              </Button>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Sessions(): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const sessions = useList<SignInSession>(
    'onfile.sign_in_session',
    '/v1/onfile/sign_in_sessions',
    {},
    { limit: 100 },
  );
  const revoke = useAction(
    (api, id: string) => api.delete(`/v1/onfile/sign_in_sessions/${id}`),
    ['onfile.sign_in_session'],
  );
  return (
    <Section title={t('account.sessions')} flush>
      {sessions.isError ? (
        <Failed error={sessions.error} retry={() => void sessions.refetch()} />
      ) : (
        <SmallTable
          label={t('account.sessions')}
          items={sessions.isPending ? undefined : itemsOf(sessions)}
          none={t('common.none')}
          columns={[
            {
              id: 'browser',
              header: t('account.browser'),
              cell: ({ user_agent, current }) => (
                <>
                  {user_agent ?? '–'} {current === true && <Tag tone="blue">{t('account.current')}</Tag>}
                </>
              ),
            },
            { id: 'ip', header: t('consents.ip'), cell: ({ ip }) => ip ?? '–' },
            { id: 'created', header: t('common.created'), cell: ({ created }) => <When at={created} /> },
            {
              id: 'actions',
              header: t('common.actions'),
              right: true,
              cell: ({ id, current }) =>
                current !== true && (
                  <Button
                    small
                    disabled={revoke.isPending}
                    onClick={() =>
                      revoke.mutate(id, {
                        onSuccess: () => toast(t('account.revoked')),
                        onError: (error) => toast(error.message, true),
                      })
                    }
                  >
                    <LogOut aria-hidden />
                    {t('account.revoke')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
