import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { changePassword } from '../sign-in/authentication.ts';
import css from './settings.module.css';

const shortest = 12;

export function ChangePassword(): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [endOthers, setEndOthers] = useState(true);
  const change = useAction(() => changePassword(current, next, endOthers), ['onfile.sign_in_session']);
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined, {
      onSuccess: () => {
        toast(t('account.password_changed'));
        setCurrent('');
        setNext('');
      },
    });
  };
  return (
    <Section title={t('account.password')}>
      <form className={css.narrow} onSubmit={send}>
        <TextField
          label={t('account.current_password')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={({ target }) => setCurrent(target.value)}
        />
        <TextField
          label={t('account.new_password')}
          hint={t('sign_in.password_hint')}
          type="password"
          autoComplete="new-password"
          required
          minLength={shortest}
          value={next}
          onChange={({ target }) => setNext(target.value)}
        />
        <Checkbox
          label={t('account.end_others')}
          checked={endOthers}
          onChange={({ target }) => setEndOthers(target.checked)}
        />
        {change.isError && <Failure error={change.error} />}
        <div className={ui.row}>
          <Button type="submit" disabled={change.isPending || current === '' || next.length < shortest}>
            {t('account.change_password')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
