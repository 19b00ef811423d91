import { Fingerprint, LogOut, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { itemsOf, useAction, useList } from '../../api/queries.ts';
import type { SignInSession } from '../../api/types.ts';
import { PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { When } from '../../ui/format.tsx';
import { Tag } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { CodeBlock } from '../../ui/snippets.tsx';
import { Failed } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import {
  addPasskey,
  deletePasskey,
  disableTwoFactor,
  enableTwoFactor,
  listPasskeys,
  type Passkey,
  verifyCode,
} from '../sign-in/authentication.ts';

export default function AccountPage(): ReactNode {
  const t = useTranslations('account');
  return (
    <>
      <PageHead title={t('title')} />
      <div className={ui.stack}>
        <TwoFactor />
        <Passkeys />
        <Sessions />
      </div>
    </>
  );
}

function TwoFactor(): ReactNode {
  const t = useTranslations('account');
  const [asking, setAsking] = useState<'enable' | 'disable' | null>(null);
  return (
    <Section title={t('two_factor')}>
      <p className={ui.sectionText}>{t('two_factor_text')}</p>
      <div className={ui.row}>
        <Button look="primary" onClick={() => setAsking('enable')}>
          {t('enable')}
        </Button>
        <Button onClick={() => setAsking('disable')}>{t('disable')}</Button>
      </div>
      {asking === 'enable' && <Enable onClose={() => setAsking(null)} />}
      {asking === 'disable' && <Disable onClose={() => setAsking(null)} />}
    </Section>
  );
}

interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** The password, then the secret with a first code, then the backup codes. */
function Enable({ onClose }: { onClose(): void }): ReactNode {
  const t = useTranslations();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [done, setDone] = useState(false);
  const begin = useAction(() => enableTwoFactor(password), []);
  const confirm = useAction(() => verifyCode(code.replaceAll(/\s/g, ''), 'totp'), ['onfile.member']);
  if (done && enrolment !== null) {
    return (
      <Dialog open title={t('account.backup_codes')} text={t('account.backup_text')} onClose={onClose}>
        <CodeBlock text={enrolment.backupCodes.join('\n')} />
        <div className={ui.dialogActions}>
          <Button look="primary" onClick={onClose}>
            {t('common.done')}
          </Button>
        </div>
      </Dialog>
    );
  }
  if (enrolment !== null) {
    const secret = new URL(enrolment.totpURI).searchParams.get('secret') ?? '';
    return (
      <FormDialog
        open
        title={t('account.two_factor')}
        text={t('account.scan')}
        submit={t('sign_in.verify')}
        busy={confirm.isPending}
        disabled={code.trim() === ''}
        failure={confirm.error}
        onClose={onClose}
        onSubmit={() => confirm.mutate(undefined, { onSuccess: () => setDone(true) })}
      >
        <a href={enrolment.totpURI}>{t('account.two_factor')}</a>
        <h3>{t('account.secret')}</h3>
        <CodeBlock text={secret} />
        <TextField
          label={t('sign_in.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      </FormDialog>
    );
  }
  return (
    <FormDialog
      open
      title={t('account.two_factor')}
      submit={t('account.enable')}
      busy={begin.isPending}
      disabled={password === ''}
      failure={begin.error}
      onClose={onClose}
      onSubmit={() => begin.mutate(undefined, { onSuccess: setEnrolment })}
    >
      <TextField
        label={t('account.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
    </FormDialog>
  );
}

function Disable({ onClose }: { onClose(): void }): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const [password, setPassword] = useState('');
  const disable = useAction(() => disableTwoFactor(password), ['onfile.member']);
  return (
    <FormDialog
      open
      title={t('account.two_factor')}
      submit={t('account.disable')}
      danger
      busy={disable.isPending}
      disabled={password === ''}
      failure={disable.error}
      onClose={onClose}
      onSubmit={() =>
        disable.mutate(undefined, {
          onSuccess: () => {
            toast(t('common.saved'));
            onClose();
          },
        })
      }
    >
      <TextField
        label={t('account.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
    </FormDialog>
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
