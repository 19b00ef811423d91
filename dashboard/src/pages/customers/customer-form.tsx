import type { ReactNode } from 'react';
import { Controller, useForm } from 'react-hook-form';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { metadataChange, type Pair, pairsOf } from '../../ui/metadata.ts';
import { MetadataField } from '../../ui/metadata-field.tsx';
import { useToast } from '../../ui/toasts.tsx';

interface Fields {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly description: string;
  readonly metadata: readonly Pair[];
}

/** Creates or changes a customer. */
export function CustomerForm({
  customer,
  onClose,
  onDone,
}: {
  readonly customer?: Stripe.Customer;
  onClose(): void;
  onDone?(customer: Stripe.Customer): void;
}): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const { control, handleSubmit, register } = useForm<Fields>({
    defaultValues: {
      name: customer?.name ?? '',
      email: customer?.email ?? '',
      phone: customer?.phone ?? '',
      description: customer?.description ?? '',
      metadata: pairsOf(customer?.metadata ?? {}),
    },
  });
  const save = useAction(
    (api, { name, email, phone, description, metadata }: Fields) =>
      api.post<Stripe.Customer>(customer === undefined ? '/v1/customers' : `/v1/customers/${customer.id}`, {
        ...changed('name', name, customer?.name),
        ...changed('email', email, customer?.email),
        ...changed('phone', phone, customer?.phone),
        ...changed('description', description, customer?.description),
        metadata: metadataChange(customer?.metadata ?? {}, metadata),
      }),
    ['customer'],
  );
  return (
    <FormDialog
      open
      title={t(customer === undefined ? 'customers.new' : 'customers.edit')}
      submit={t(customer === undefined ? 'common.create' : 'common.save')}
      busy={save.isPending}
      failure={save.error}
      onClose={onClose}
      onSubmit={handleSubmit((fields) =>
        save.mutate(fields, {
          onSuccess: (saved) => {
            toast(t(customer === undefined ? 'customers.created' : 'common.saved'));
            onClose();
            onDone?.(saved);
          },
        }),
      )}
    >
      <TextField label={t('common.name')} {...register('name')} />
      <TextField label={t('common.email')} type="email" {...register('email')} />
      <TextField label={t('common.phone')} type="tel" {...register('phone')} />
      <TextField label={t('common.description')} {...register('description')} />
      <Controller
        control={control}
        name="metadata"
        render={({ field: { value, onChange } }) => <MetadataField pairs={value} onChange={onChange} />}
      />
    </FormDialog>
  );
}

/** Only what is new is sent; an emptied field is unset. */
function changed(name: string, now: string, before: string | null | undefined): Record<string, string> {
  return now.trim() === (before ?? '') ? {} : { [name]: now.trim() };
}
