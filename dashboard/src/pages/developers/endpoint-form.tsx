import { type ReactNode, useState } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { useToast } from '../../ui/toasts.tsx';

export function EndpointForm({
  endpoint,
  onClose,
  onDone,
}: {
  readonly endpoint?: Stripe.WebhookEndpoint;
  onClose(): void;
  onDone?(endpoint: Stripe.WebhookEndpoint): void;
}): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [types, setTypes] = useState((endpoint?.enabled_events ?? ['*']).join('\n'));
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const save = useAction(
    (api) =>
      api.post<Stripe.WebhookEndpoint>(
        endpoint === undefined ? '/v1/webhook_endpoints' : `/v1/webhook_endpoints/${endpoint.id}`,
        {
          url: url.trim(),
          enabled_events: types.split(/[\s,]+/).filter((type) => type !== ''),
          ...(description.trim() === (endpoint?.description ?? '')
            ? {}
            : { description: description.trim() }),
        },
      ),
    ['webhook_endpoint'],
  );
  return (
    <FormDialog
      open
      title={t(endpoint === undefined ? 'webhooks.new' : 'webhooks.edit')}
      submit={t(endpoint === undefined ? 'common.add' : 'common.save')}
      busy={save.isPending}
      disabled={url.trim() === ''}
      failure={save.error}
      onClose={onClose}
      onSubmit={() =>
        save.mutate(undefined, {
          onSuccess: (saved) => {
            toast(t(endpoint === undefined ? 'webhooks.created' : 'common.saved'));
            onClose();
            onDone?.(saved);
          },
        })
      }
    >
      <TextField
        label={t('webhooks.url')}
        hint={t('webhooks.url_hint')}
        type="url"
        value={url}
        onChange={({ target }) => setUrl(target.value)}
      />
      <TextArea
        label={t('webhooks.types')}
        hint={t('webhooks.types_hint')}
        spellCheck={false}
        value={types}
        onChange={({ target }) => setTypes(target.value)}
      />
      <TextField
        label={t('common.description')}
        value={description}
        onChange={({ target }) => setDescription(target.value)}
      />
    </FormDialog>
  );
}
