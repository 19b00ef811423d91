import { currencies } from '@onfile/shared/money.ts';
import { type ReactNode, useState } from 'react';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { useFormats } from '../../ui/format.tsx';
import { metadataChange, pairsOf } from '../../ui/metadata.ts';
import { MetadataField } from '../../ui/metadata-field.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';

/** Makes a product, with a first price where one is written, or changes one. */
export function ProductForm({
  product,
  onClose,
  onDone,
}: {
  readonly product?: Stripe.Product;
  onClose(): void;
  onDone?(product: Stripe.Product): void;
}): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const formats = useFormats();
  const [name, setName] = useState(product?.name ?? '');
  const [description, setDescription] = useState(product?.description ?? '');
  const [metadata, setMetadata] = useState(pairsOf(product?.metadata ?? {}));
  const [price, setPrice] = useState('');
  const [currency, setCurrency] = useState('usd');
  const amount = price.trim() === '' ? null : formats.readAmount(price, currency);
  // Where the price is refused, the product is there already when the form is sent again.
  const [made, setMade] = useState(product);
  const save = useAction(
    async (api) => {
      const saved = await api.post<Stripe.Product>(
        made === undefined ? '/v1/products' : `/v1/products/${made.id}`,
        {
          name: name.trim(),
          ...(description.trim() === (product?.description ?? '') ? {} : { description: description.trim() }),
          metadata: metadataChange(product?.metadata ?? {}, metadata),
        },
      );
      setMade(saved);
      if (amount === null) return saved;
      const first = await api.post<Stripe.Price>('/v1/prices', {
        product: saved.id,
        currency,
        unit_amount: amount,
      });
      return api.post<Stripe.Product>(`/v1/products/${saved.id}`, { default_price: first.id });
    },
    ['product', 'price'],
  );
  return (
    <FormDialog
      open
      title={t(product === undefined ? 'products.new' : 'products.edit')}
      submit={t(product === undefined ? 'common.create' : 'common.save')}
      busy={save.isPending}
      disabled={name.trim() === '' || (price.trim() !== '' && amount === null)}
      failure={save.error}
      onClose={onClose}
      onSubmit={() =>
        save.mutate(undefined, {
          onSuccess: (saved) => {
            toast(t(product === undefined ? 'products.created' : 'common.saved'));
            onClose();
            onDone?.(saved);
          },
        })
      }
    >
      <TextField
        label={t('common.name')}
        required
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        label={t('common.description')}
        value={description}
        onChange={({ target }) => setDescription(target.value)}
      />
      {product === undefined && (
        <div className={ui.row}>
          <TextField
            label={t('products.initial_price')}
            inputMode="decimal"
            value={price}
            onChange={({ target }) => setPrice(target.value)}
            error={price.trim() !== '' && amount === null ? t('common.amount_unclear') : undefined}
          />
          <CurrencySelect value={currency} onChange={setCurrency} />
        </div>
      )}
      <MetadataField pairs={metadata} onChange={setMetadata} />
    </FormDialog>
  );
}

export function CurrencySelect({
  value,
  onChange,
}: {
  readonly value: string;
  onChange(currency: string): void;
}): ReactNode {
  const t = useTranslations('common');
  return (
    <Select label={t('currency')} value={value} onChange={({ target }) => onChange(target.value)}>
      {currencies.map((code) => (
        <option key={code} value={code}>
          {code.toUpperCase()}
        </option>
      ))}
    </Select>
  );
}
