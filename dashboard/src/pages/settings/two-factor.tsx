import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { filled } from '../../ui/form.ts';
import { StatusPill } from '../../ui/pill.tsx';
import { CodeBlock } from '../../ui/snippets.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import {
  disableTwoFactor,
  enableTwoFactor,
  hasTwoFactor,
  newBackupCodes,
  verifyCode,
} from '../sign-in/authentication.ts';
import { QrCode } from './qr-code.tsx';

const kind = 'onfile.member';

export function TwoFactor(): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const [asking, setAsking] = useState<'enable' | 'disable' | 'codes' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const on = useQuery({ queryKey: [kind, 'two_factor'], queryFn: hasTwoFactor });
  const close = () => setAsking(null);
  return (
    <Section
      title={t('account.two_factor')}
      actions={on.data !== undefined && <StatusPill status={on.data ? 'enabled' : 'disabled'} />}
    >
      <p className={ui.sectionText}>{t('account.two_factor_text')}</p>
      {on.data === undefined && <Skeleton width={120} />}
      {on.data === false && (
        <Button look="primary" onClick={() => setAsking('enable')}>
          {t('account.enable')}
        </Button>
      )}
      {on.data === true && (
        <div className={ui.row}>
          <Button onClick={() => setAsking('codes')}>{t('account.new_backup_codes')}</Button>
          <Button onClick={() => setAsking('disable')}>{t('account.disable')}</Button>
        </div>
      )}
      {asking === 'enable' && <Enable onClose={close} />}
      {asking === 'disable' && (
        <PasswordDialog
          submit={t('account.disable')}
          danger
          action={disableTwoFactor}
          onDone={() => {
            toast(t('common.saved'));
            close();
          }}
          onClose={close}
        />
      )}
      {asking === 'codes' && (
        <PasswordDialog
          submit={t('account.new_backup_codes')}
          action={newBackupCodes}
          onDone={(made) => {
            setCodes(made);
            close();
          }}
          onClose={close}
        />
      )}
      {codes !== null && <BackupCodes codes={codes} onClose={() => setCodes(null)} />}
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
  const { formState, handleSubmit, register } = useForm({ defaultValues: { code: '' } });
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [done, setDone] = useState(false);
  const confirm = useAction(
    (_api, code: string) => verifyCode(code.replaceAll(/\s/g, ''), 'totp'),
    ['onfile.member'],
  );
  if (done && enrolment !== null) {
    return <BackupCodes codes={enrolment.backupCodes} onClose={onClose} />;
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
        disabled={!formState.isValid}
        failure={confirm.error}
        onClose={onClose}
        onSubmit={handleSubmit(({ code }) => confirm.mutate(code, { onSuccess: () => setDone(true) }))}
      >
        <QrCode text={enrolment.totpURI} label={t('account.qr')} />
        <p className={ui.muted}>
          <a href={enrolment.totpURI}>{t('account.open_app')}</a> · {t('account.secret')}
        </p>
        <CodeBlock text={secret} />
        <TextField
          label={t('sign_in.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          {...register('code', filled)}
        />
      </FormDialog>
    );
  }
  return (
    <PasswordDialog
      submit={t('account.enable')}
      action={enableTwoFactor}
      onDone={setEnrolment}
      onClose={onClose}
    />
  );
}

function BackupCodes({ codes, onClose }: { readonly codes: readonly string[]; onClose(): void }): ReactNode {
  const t = useTranslations();
  return (
    <Dialog open title={t('account.backup_codes')} text={t('account.backup_text')} onClose={onClose}>
      <CodeBlock text={codes.join('\n')} />
      <div className={ui.dialogActions}>
        <Button look="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Changing the second factor requires the first one again. */
function PasswordDialog<Answer>({
  submit,
  danger = false,
  action,
  onDone,
  onClose,
}: {
  readonly submit: string;
  readonly danger?: boolean;
  action(password: string): Promise<Answer>;
  onDone(answer: Answer): void;
  onClose(): void;
}): ReactNode {
  const t = useTranslations('account');
  const { formState, handleSubmit, register } = useForm({ defaultValues: { password: '' } });
  const act = useAction((_api, password: string) => action(password), [kind]);
  return (
    <FormDialog
      open
      title={t('two_factor')}
      submit={submit}
      danger={danger}
      busy={act.isPending}
      disabled={!formState.isValid}
      failure={act.error}
      onClose={onClose}
      onSubmit={handleSubmit(({ password }) => act.mutate(password, { onSuccess: onDone }))}
    >
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        {...register('password', { required: true })}
      />
    </FormDialog>
  );
}
