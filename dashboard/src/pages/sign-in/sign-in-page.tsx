import { Fingerprint } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Preferences } from '../../shell/preferences.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import {
  AuthFailed,
  acceptLink,
  type LinkFacts,
  readLink,
  signIn,
  signInWithPasskey,
  verifyCode,
} from './authentication.ts';
import css from './sign-in.module.css';

/** For anyone not signed in: a link that creates an account, the second factor, or the password. */
export default function SignInPage({ ready }: { readonly ready: boolean }): ReactNode {
  const t = useTranslations('sign_in');
  const kind = location.pathname.endsWith('/invitation')
    ? 'invitation'
    : location.pathname.endsWith('/setup')
      ? 'set-up'
      : null;
  const token = new URLSearchParams(location.search).get('token');
  useEffect(() => {
    document.title = `${t('title')} · Onfile`;
  }, [t]);
  return (
    <main className={css.page}>
      <div className={css.box}>
        <div className={css.brand}>
          <img src="/dashboard/icon.svg" alt="" width={28} height={28} />
          Onfile
        </div>
        <Suspense>
          {kind !== null && token !== null ? (
            <Join kind={kind} token={token} />
          ) : ready ? (
            <Credentials />
          ) : (
            <>
              <h1>{t('setup_needed')}</h1>
              <p>{t('setup_needed_text')}</p>
            </>
          )}
        </Suspense>
      </div>
      <div className={css.switches}>
        <Preferences />
      </div>
    </main>
  );
}

function enter(): void {
  const { pathname, search } = location;
  const back = /\/(setup|invitation)$/.test(pathname) ? '/dashboard' : pathname + search;
  location.assign(back);
}

function useWords(): (error: unknown, wrong: string) => string {
  const t = useTranslations();
  return (error, wrong) => {
    if (!(error instanceof AuthFailed)) return wrong;
    if (error.status === 0) return t('error.network');
    if (error.status === 429) return t('sign_in.too_many');
    return wrong;
  };
}

function Refused({ words }: { readonly words: string | undefined }): ReactNode {
  return words === undefined ? null : (
    <div className={ui.failure} role="alert">
      {words}
    </div>
  );
}

interface Credential {
  readonly email: string;
  readonly password: string;
}

function Credentials(): ReactNode {
  const t = useTranslations('sign_in');
  const wordsOf = useWords();
  const [second, setSecond] = useState(false);
  const { clearErrors, formState, handleSubmit, register, setError } = useForm<Credential>();
  if (second) return <SecondFactor />;
  const refuse = (error: unknown, wrong: string) => setError('root', { message: wordsOf(error, wrong) });
  const submit = async ({ email, password }: Credential) => {
    try {
      if ((await signIn(email.trim(), password)) === 'second_factor') setSecond(true);
      else enter();
    } catch (error) {
      refuse(error, t('wrong'));
    }
  };
  const passkey = async () => {
    clearErrors('root');
    try {
      await signInWithPasskey();
      enter();
    } catch (error) {
      refuse(error, t('passkey_failed'));
    }
  };
  return (
    <form className={ui.stack} onSubmit={handleSubmit(submit)}>
      <h1>{t('title')}</h1>
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username webauthn"
        required
        {...register('email')}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        required
        {...register('password')}
      />
      <Refused words={formState.errors.root?.message} />
      <Button type="submit" look="primary" disabled={formState.isSubmitting}>
        {t('submit')}
      </Button>
      <Button onClick={passkey}>
        <Fingerprint aria-hidden />
        {t('passkey')}
      </Button>
    </form>
  );
}

function SecondFactor(): ReactNode {
  const t = useTranslations('sign_in');
  const wordsOf = useWords();
  const [backup, setBackup] = useState(false);
  const { formState, handleSubmit, register, setError } = useForm<{ code: string }>();
  const submit = async ({ code }: { readonly code: string }) => {
    try {
      await verifyCode(code.replaceAll(/\s/g, ''), backup ? 'backup-code' : 'totp');
      enter();
    } catch (error) {
      setError('root', { message: wordsOf(error, t('wrong_code')) });
    }
  };
  return (
    <form className={ui.stack} onSubmit={handleSubmit(submit)}>
      <h1>{t('code')}</h1>
      {!backup && <p>{t('code_text')}</p>}
      <TextField
        label={t('code')}
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoFocus
        required
        {...register('code')}
      />
      <Refused words={formState.errors.root?.message} />
      <Button type="submit" look="primary" disabled={formState.isSubmitting}>
        {t('verify')}
      </Button>
      {!backup && (
        <Button look="quiet" onClick={() => setBackup(true)}>
          {t('backup')}
        </Button>
      )}
    </form>
  );
}

const passwordMin = 12;

interface LinkProps {
  readonly kind: 'set-up' | 'invitation';
  readonly token: string;
}

/** Creates the first account through the set-up link, or another through an invitation. */
function Join({ kind, token }: LinkProps): ReactNode {
  const t = useTranslations('sign_in');
  const [link, setLink] = useState<LinkFacts | 'reading' | 'invalid'>('reading');
  useEffect(() => {
    readLink(kind, token).then(setLink, () => setLink('invalid'));
  }, [kind, token]);
  if (link === 'reading') return <Skeleton width={200} />;
  if (link === 'invalid') {
    return (
      <>
        <h1>{t('link_invalid')}</h1>
        <p>{t('link_invalid_text')}</p>
      </>
    );
  }
  return <NewMember kind={kind} token={token} invited={link.email} />;
}

interface NewMemberFields extends Credential {
  readonly name: string;
}

function NewMember({ kind, token, invited }: LinkProps & { readonly invited: string | null }): ReactNode {
  const t = useTranslations('sign_in');
  const wordsOf = useWords();
  const { formState, handleSubmit, register, setError } = useForm<NewMemberFields>({
    defaultValues: { email: invited ?? '' },
  });
  const submit = async ({ name, email, password }: NewMemberFields) => {
    try {
      await acceptLink(kind, { token, name: name.trim(), email: email.trim(), password });
      enter();
    } catch (error) {
      const said = error instanceof AuthFailed && error.message !== '' ? error.message : null;
      setError('root', { message: said ?? wordsOf(error, t('link_invalid')) });
    }
  };
  const first = kind === 'set-up';
  return (
    <form className={ui.stack} onSubmit={handleSubmit(submit)}>
      <h1>{t(first ? 'setup' : 'invitation')}</h1>
      <p>{t(first ? 'setup_text' : 'invitation_text')}</p>
      <TextField label={t('name')} autoComplete="name" required {...register('name')} />
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        required
        readOnly={invited !== null}
        {...register('email')}
      />
      <TextField
        label={t('new_password')}
        hint={t('password_hint')}
        type="password"
        autoComplete="new-password"
        minLength={passwordMin}
        required
        {...register('password')}
      />
      <Refused words={formState.errors.root?.message} />
      <Button type="submit" look="primary" disabled={formState.isSubmitting}>
        {t(first ? 'create' : 'join')}
      </Button>
    </form>
  );
}
