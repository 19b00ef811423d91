import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import type { ApiKey } from '../../api/types.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
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

function isAccess(text: string): text is Access {
  return text === '' || text === 'read' || text === 'write';
}

export function KeyForm({ onClose, onDone }: { onClose(): void; onDone(key: ApiKey): void }): ReactNode {
  const t = useTranslations();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<string>('secret');
  const [access, setAccess] = useState<Readonly<Record<string, Access>>>({});
  const permissions = Object.entries(access).flatMap(([resource, how]) =>
    how === '' ? [] : [`${resource}:${how}`],
  );
  const create = useAction(
    (api) =>
      api.post<ApiKey>('/v1/onfile/api_keys', {
        name: name.trim(),
        kind,
        ...(kind === 'restricted' ? { permissions } : {}),
      }),
    ['onfile.api_key'],
  );
  return (
    <FormDialog
      open
      title={t('keys.new')}
      submit={t('common.create')}
      busy={create.isPending}
      disabled={name.trim() === '' || (kind === 'restricted' && permissions.length === 0)}
      failure={create.error}
      onClose={onClose}
      onSubmit={() =>
        create.mutate(undefined, {
          onSuccess: (key) => {
            onClose();
            onDone(key);
          },
        })
      }
    >
      <TextField label={t('common.name')} value={name} onChange={({ target }) => setName(target.value)} />
      <Select label={t('keys.kind')} value={kind} onChange={({ target }) => setKind(target.value)}>
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
                <select
                  className={ui.select}
                  value={access[resource] ?? ''}
                  onChange={({ target: { value } }) => {
                    if (isAccess(value)) setAccess({ ...access, [resource]: value });
                  }}
                >
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
