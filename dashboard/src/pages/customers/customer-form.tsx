import { type ReactNode, useState } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { metadataChange, pairsOf } from '../../ui/metadata.ts';
import { MetadataField } from '../../ui/metadata-field.tsx';
import { useToast } from '../../ui/toasts.tsx';

/** Makes a customer, or changes one. */
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
  const [name, setName] = useState(customer?.name ?? '');
  const [email, setEmail] = useState(customer?.email ?? '');
  const [phone, setPhone] = useState(customer?.phone ?? '');
  const [description, setDescription] = useState(customer?.description ?? '');
  const [metadata, setMetadata] = useState(pairsOf(customer?.metadata ?? {}));
  const save = useAction(
    (api) =>
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
      onSubmit={() =>
        save.mutate(undefined, {
          onSuccess: (saved) => {
            toast(t(customer === undefined ? 'customers.created' : 'common.saved'));
            onClose();
            onDone?.(saved);
          },
        })
      }
    >
      <TextField label={t('common.name')} value={name} onChange={({ target }) => setName(target.value)} />
      <TextField
        label={t('common.email')}
        type="email"
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <TextField
        label={t('common.phone')}
        type="tel"
        value={phone}
        onChange={({ target }) => setPhone(target.value)}
      />
      <TextField
        label={t('common.description')}
        value={description}
        onChange={({ target }) => setDescription(target.value)}
      />
      <MetadataField pairs={metadata} onChange={setMetadata} />
    </FormDialog>
  );
}

/** Only what is new is sent; an emptied field is unset. */
function changed(name: string, now: string, before: string | null | undefined): Record<string, string> {
  return now.trim() === (before ?? '') ? {} : { [name]: now.trim() };
}
