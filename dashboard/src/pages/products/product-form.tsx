import { currencies } from '@onfile/shared/money.ts';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { filled } from '../../ui/form.ts';
import { useFormats } from '../../ui/format.tsx';
import { metadataChange, type Pair, pairsOf } from '../../ui/metadata.ts';
import { MetadataField } from '../../ui/metadata-field.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';

interface Fields {
  readonly name: string;
  readonly description: string;
  readonly metadata: readonly Pair[];
  readonly price: string;
  readonly currency: string;
}

/** Creates a product, with a first price if one is entered, or changes one. */
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
  const { readAmount } = useFormats();
  const { control, formState, handleSubmit, register, watch } = useForm<Fields>({
    mode: 'onChange',
    defaultValues: {
      name: product?.name ?? '',
      description: product?.description ?? '',
      metadata: pairsOf(product?.metadata ?? {}),
      price: '',
      currency: 'usd',
    },
  });
  const save = useSave(product);
  const isPrice = (text: string) => text.trim() === '' || readAmount(text, watch('currency')) !== null;
  return (
    <FormDialog
      open
      title={t(product === undefined ? 'products.new' : 'products.edit')}
      submit={t(product === undefined ? 'common.create' : 'common.save')}
      busy={save.isPending}
      disabled={!formState.isValid}
      failure={save.error}
      onClose={onClose}
      onSubmit={handleSubmit((fields) =>
        save.mutate(fields, {
          onSuccess: (saved) => {
            toast(t(product === undefined ? 'products.created' : 'common.saved'));
            onClose();
            onDone?.(saved);
          },
        }),
      )}
    >
      <TextField label={t('common.name')} required {...register('name', filled)} />
      <TextField label={t('common.description')} {...register('description')} />
      {product === undefined && (
        <div className={ui.row}>
          <TextField
            label={t('products.initial_price')}
            inputMode="decimal"
            error={formState.errors.price && t('common.amount_unclear')}
            {...register('price', { validate: isPrice })}
          />
          <CurrencySelect {...register('currency', { deps: 'price' })} />
        </div>
      )}
      <Controller
        control={control}
        name="metadata"
        render={({ field: { value, onChange } }) => <MetadataField pairs={value} onChange={onChange} />}
      />
    </FormDialog>
  );
}

function useSave(product: Stripe.Product | undefined) {
  const { readAmount } = useFormats();
  // If the price is refused, the product already exists when the form is sent again.
  const [made, setMade] = useState(product);
  return useAction(
    async (api, { name, metadata, price, currency, ...fields }: Fields) => {
      const description = fields.description.trim();
      const saved = await api.post<Stripe.Product>(
        made === undefined ? '/v1/products' : `/v1/products/${made.id}`,
        {
          name: name.trim(),
          ...(description === (product?.description ?? '') ? {} : { description }),
          metadata: metadataChange(product?.metadata ?? {}, metadata),
        },
      );
      setMade(saved);
      if (price.trim() === '') return saved;
      const first = await api.post<Stripe.Price>('/v1/prices', {
        product: saved.id,
        currency,
        unit_amount: readAmount(price, currency),
      });
      return api.post<Stripe.Product>(`/v1/products/${saved.id}`, { default_price: first.id });
    },
    ['product', 'price'],
  );
}

export function CurrencySelect(select: ComponentProps<'select'>): ReactNode {
  const t = useTranslations('common');
  return (
    <Select label={t('currency')} {...select}>
      {currencies.map((code) => (
        <option key={code} value={code}>
          {code.toUpperCase()}
        </option>
      ))}
    </Select>
  );
}
