import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import type { ApiKey } from '../../api/types.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { filled } from '../../ui/form.ts';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

/** What a restricted key may be allowed; the names are those of the paths. */
const resources = [
  'balance',
  'charges',
  'checkout_sessions',
  'customer_sessions',
  'customers',
  'disputes',
  'events',
  'onfile_consents',
  'payment_intents',
  'payment_methods',
  'prices',
  'products',
  'refunds',
  'setup_intents',
  'webhook_endpoints',
];
const kinds = ['secret', 'restricted', 'publishable'] as const;
type Access = '' | 'read' | 'write';

interface Fields {
  readonly name: string;
  readonly kind: (typeof kinds)[number];
  readonly access: Readonly<Record<string, Access>>;
}

function permissionsOf(access: Fields['access']): readonly string[] {
  return Object.entries(access).flatMap(([resource, how]) => (how === '' ? [] : [`${resource}:${how}`]));
}

export function KeyForm({ onClose, onDone }: { onClose(): void; onDone(key: ApiKey): void }): ReactNode {
  const t = useTranslations();
  const { formState, handleSubmit, register, watch } = useForm<Fields>({
    defaultValues: {
      name: '',
      kind: 'secret',
      access: Object.fromEntries(resources.map((resource) => [resource, ''])),
    },
  });
  const { kind, access } = watch();
  const create = useAction(
    (api, fields: Fields) =>
      api.post<ApiKey>('/v1/onfile/api_keys', {
        name: fields.name.trim(),
        kind: fields.kind,
        ...(fields.kind === 'restricted' ? { permissions: permissionsOf(fields.access) } : {}),
      }),
    ['onfile.api_key'],
  );
  return (
    <FormDialog
      open
      title={t('keys.new')}
      submit={t('common.create')}
      busy={create.isPending}
      disabled={!formState.isValid || (kind === 'restricted' && permissionsOf(access).length === 0)}
      failure={create.error}
      onClose={onClose}
      onSubmit={handleSubmit((fields) =>
        create.mutate(fields, {
          onSuccess: (key) => {
            onClose();
            onDone(key);
          },
        }),
      )}
    >
      <TextField label={t('common.name')} {...register('name', filled)} />
      <Select label={t('keys.kind')} {...register('kind')}>
        {kinds.map((value) => (
          <option key={value} value={value}>
            {t(`keys.${value}`)}
          </option>
        ))}
      </Select>
      {kind === 'restricted' && (
        <fieldset className={css.fieldset}>
          <legend className={ui.legend}>{t('keys.permissions')}</legend>
          <div className={css.permissions}>
            {resources.map((resource) => (
              <label key={resource} className={css.permission}>
                <code>{resource}</code>
                <select className={ui.select} {...register(`access.${resource}`)}>
                  <option value="">{t('keys.permissions_none')}</option>
                  <option value="read">{t('keys.permission_read')}</option>
                  <option value="write">{t('keys.permission_write')}</option>
                </select>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </FormDialog>
  );
}
