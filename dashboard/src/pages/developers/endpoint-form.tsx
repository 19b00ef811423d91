import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { filled } from '../../ui/form.ts';
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
  const { formState, handleSubmit, register } = useForm({
    defaultValues: {
      url: endpoint?.url ?? '',
      types: (endpoint?.enabled_events ?? ['*']).join('\n'),
      description: endpoint?.description ?? '',
    },
  });
  const save = useAction(
    (api, fields: { readonly url: string; readonly types: string; readonly description: string }) => {
      const description = fields.description.trim();
      return api.post<Stripe.WebhookEndpoint>(
        endpoint === undefined ? '/v1/webhook_endpoints' : `/v1/webhook_endpoints/${endpoint.id}`,
        {
          url: fields.url.trim(),
          enabled_events: fields.types.split(/[\s,]+/).filter((type) => type !== ''),
          ...(description === (endpoint?.description ?? '') ? {} : { description }),
        },
      );
    },
    ['webhook_endpoint'],
  );
  return (
    <FormDialog
      open
      title={t(endpoint === undefined ? 'webhooks.new' : 'webhooks.edit')}
      submit={t(endpoint === undefined ? 'common.add' : 'common.save')}
      busy={save.isPending}
      disabled={!formState.isValid}
      failure={save.error}
      onClose={onClose}
      onSubmit={handleSubmit((fields) =>
        save.mutate(fields, {
          onSuccess: (saved) => {
            toast(t(endpoint === undefined ? 'webhooks.created' : 'common.saved'));
            onClose();
            onDone?.(saved);
          },
        }),
      )}
    >
      <TextField
        label={t('webhooks.url')}
        hint={t('webhooks.url_hint')}
        type="url"
        {...register('url', filled)}
      />
      <TextArea
        label={t('webhooks.types')}
        hint={t('webhooks.types_hint')}
        spellCheck={false}
        {...register('types')}
      />
      <TextField label={t('common.description')} {...register('description')} />
    </FormDialog>
  );
}
