import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
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

interface Fields {
  readonly current: string;
  readonly next: string;
  readonly endOthers: boolean;
}

export function ChangePassword(): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const { formState, handleSubmit, register, resetField } = useForm<Fields>({
    defaultValues: { current: '', next: '', endOthers: true },
  });
  const change = useAction(
    (_api, { current, next, endOthers }: Fields) => changePassword(current, next, endOthers),
    ['onfile.sign_in_session'],
  );
  const send = (fields: Fields) =>
    change.mutate(fields, {
      onSuccess: () => {
        toast(t('account.password_changed'));
        resetField('current');
        resetField('next');
      },
    });
  return (
    <Section title={t('account.password')}>
      <form className={css.narrow} onSubmit={handleSubmit(send)}>
        <TextField
          label={t('account.current_password')}
          type="password"
          autoComplete="current-password"
          required
          {...register('current', { required: true })}
        />
        <TextField
          label={t('account.new_password')}
          hint={t('sign_in.password_hint')}
          type="password"
          autoComplete="new-password"
          required
          minLength={shortest}
          {...register('next', { minLength: shortest, required: true })}
        />
        <Checkbox label={t('account.end_others')} {...register('endOthers')} />
        {change.isError && <Failure error={change.error} />}
        <div className={ui.row}>
          <Button type="submit" disabled={change.isPending || !formState.isValid}>
            {t('account.change_password')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
