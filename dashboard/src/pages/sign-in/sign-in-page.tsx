import { Fingerprint } from 'lucide-react';
import { type FormEvent, type ReactNode, Suspense, useEffect, useState } from 'react';
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

/** Who is not signed in sees one of these: a link that makes an account, the second factor, or the password. */
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

function Refused({ words }: { readonly words: string | null }): ReactNode {
  return words === null ? null : (
    <div className={ui.failure} role="alert">
      {words}
    </div>
  );
}

function Credentials(): ReactNode {
  const t = useTranslations('sign_in');
  const wordsOf = useWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [second, setSecond] = useState(false);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  if (second) return <SecondFactor />;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWords(null);
    try {
      if ((await signIn(email.trim(), password)) === 'second_factor') setSecond(true);
      else enter();
    } catch (error) {
      setWords(wordsOf(error, t('wrong')));
    }
    setBusy(false);
  };
  const passkey = async () => {
    setWords(null);
    try {
      await signInWithPasskey();
      enter();
    } catch (error) {
      setWords(wordsOf(error, t('passkey_failed')));
    }
  };
  return (
    <form className={ui.stack} onSubmit={submit}>
      <h1>{t('title')}</h1>
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username webauthn"
        required
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <Refused words={words} />
      <Button type="submit" look="primary" disabled={busy}>
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
  const [code, setCode] = useState('');
  const [backup, setBackup] = useState(false);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWords(null);
    try {
      await verifyCode(code.replaceAll(/\s/g, ''), backup ? 'backup-code' : 'totp');
      enter();
    } catch (error) {
      setWords(wordsOf(error, t('wrong_code')));
    }
    setBusy(false);
  };
  return (
    <form className={ui.stack} onSubmit={submit}>
      <h1>{t('code')}</h1>
      {!backup && <p>{t('code_text')}</p>}
      <TextField
        label={t('code')}
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoFocus
        required
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      <Refused words={words} />
      <Button type="submit" look="primary" disabled={busy}>
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

/** The first account by the set-up link, or a further one by an invitation. */
function Join({
  kind,
  token,
}: {
  readonly kind: 'set-up' | 'invitation';
  readonly token: string;
}): ReactNode {
  const t = useTranslations('sign_in');
  const wordsOf = useWords();
  const [link, setLink] = useState<LinkFacts | 'reading' | 'invalid'>('reading');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    readLink(kind, token).then(
      (facts) => {
        setLink(facts);
        setEmail(facts.email ?? '');
      },
      () => setLink('invalid'),
    );
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
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWords(null);
    try {
      await acceptLink(kind, { token, name: name.trim(), email: email.trim(), password });
      enter();
    } catch (error) {
      setWords(
        error instanceof AuthFailed && error.message !== ''
          ? error.message
          : wordsOf(error, t('link_invalid')),
      );
    }
    setBusy(false);
  };
  const first = kind === 'set-up';
  return (
    <form className={ui.stack} onSubmit={submit}>
      <h1>{t(first ? 'setup' : 'invitation')}</h1>
      <p>{t(first ? 'setup_text' : 'invitation_text')}</p>
      <TextField
        label={t('name')}
        autoComplete="name"
        required
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        required
        readOnly={link.email !== null}
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <TextField
        label={t('new_password')}
        hint={t('password_hint')}
        type="password"
        autoComplete="new-password"
        minLength={passwordMin}
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <Refused words={words} />
      <Button type="submit" look="primary" disabled={busy}>
        {t(first ? 'create' : 'join')}
      </Button>
    </form>
  );
}
