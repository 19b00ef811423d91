import { Archive, ArchiveRestore, Ellipsis, Pencil, Plus, Star } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useParams } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useMay } from '../../api/connection.ts';
import { itemsOf, useAction, useList, useObject } from '../../api/queries.ts';
import { CopyId, Facts, Json, PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Amount, useFormats, When } from '../../ui/format.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { StatusPill, Tag } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { PageFailed, PageSkeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { Metadata } from '../customers/customer-page.tsx';
import { idOf } from '../sessions/sessions-page.tsx';
import { CurrencySelect, ProductForm } from './product-form.tsx';

const kinds = ['product', 'price'];

export default function ProductPage(): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const product = useObject<Stripe.Product>('product', `/v1/products/${id}`);
  if (product.isError) {
    return (
      <PageFailed
        error={product.error}
        retry={() => void product.refetch()}
        back={{ to: '/products', text: t('products.title') }}
      />
    );
  }
  if (product.data === undefined) return <PageSkeleton />;
  return <Found product={product.data} />;
}

function Found({ product }: { readonly product: Stripe.Product }): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const [asking, setAsking] = useState<'edit' | 'archive' | null>(null);
  const { id, active } = product;
  const close = () => setAsking(null);
  return (
    <>
      <PageHead
        title={product.name}
        back={{ to: '/products', text: t('products.title') }}
        line={
          <>
            <StatusPill status={active ? 'active' : 'archived'} />
            <CopyId id={id} />
          </>
        }
      >
        <CopyAs call={{ method: 'GET', path: `/v1/products/${id}` }} />
        {may('develop') && (
          <>
            <Button onClick={() => setAsking('edit')}>
              <Pencil aria-hidden />
              {t('common.edit')}
            </Button>
            <Button onClick={() => setAsking('archive')}>
              {active ? <Archive aria-hidden /> : <ArchiveRestore aria-hidden />}
              {t(active ? 'products.archive' : 'products.restore')}
            </Button>
          </>
        )}
      </PageHead>
      <div className={ui.columns}>
        <div className={ui.stack}>
          <Prices product={product} />
          <Json value={product} />
        </div>
        <div className={ui.stack}>
          <Section title={t('common.details')}>
            <Facts
              rows={[
                [t('common.name'), product.name],
                [t('common.description'), product.description],
                [t('payments.statement'), product.statement_descriptor],
                [t('common.created'), <When key="c" at={product.created} />],
                [t('products.updated'), <When key="u" at={product.updated} />],
              ]}
            />
          </Section>
          <Metadata metadata={product.metadata} />
        </div>
      </div>
      {asking === 'edit' && <ProductForm product={product} onClose={close} />}
      {asking === 'archive' && <ArchiveDialog path={`/v1/products/${id}`} active={active} onClose={close} />}
    </>
  );
}

function ArchiveDialog({
  path,
  active,
  onClose,
}: {
  readonly path: string;
  readonly active: boolean;
  onClose(): void;
}): ReactNode {
  const t = useTranslations('products');
  const toast = useToast();
  const change = useAction((api) => api.post(path, { active: !active }), kinds);
  return (
    <FormDialog
      open
      title={t(active ? 'archive' : 'restore')}
      {...(active ? { text: t('archive_text') } : {})}
      submit={t(active ? 'archive' : 'restore')}
      busy={change.isPending}
      failure={change.error}
      onClose={onClose}
      onSubmit={() =>
        change.mutate(undefined, {
          onSuccess: () => {
            toast(t(active ? 'archived_done' : 'restored_done'));
            onClose();
          },
        })
      }
    >
      {null}
    </FormDialog>
  );
}

function Prices({ product }: { readonly product: Stripe.Product }): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const may = useMay();
  const toast = useToast();
  const [adding, setAdding] = useState(false);
  const [archiving, setArchiving] = useState<Stripe.Price | null>(null);
  const prices = useList<Stripe.Price>('price', '/v1/prices', { product: product.id }, { limit: 100 });
  const makeDefault = useAction(
    (api, price: string) => api.post(`/v1/products/${product.id}`, { default_price: price }),
    kinds,
  );
  const standard = idOf(product.default_price ?? null);
  return (
    <Section
      title={t('products.prices')}
      flush
      actions={
        may('develop') && (
          <Button small onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {t('products.add_price')}
          </Button>
        )
      }
    >
      <SmallTable
        label={t('products.prices')}
        items={prices.isPending ? undefined : itemsOf(prices)}
        none={t('products.no_prices')}
        columns={[
          {
            id: 'amount',
            header: t('products.price'),
            cell: ({ id, unit_amount, unit_amount_decimal, currency }) => (
              <>
                {unit_amount === null ? (
                  `${unit_amount_decimal} ${currency}`
                ) : (
                  <Amount value={unit_amount} currency={currency} />
                )}{' '}
                {id === standard && <Tag tone="blue">{t('products.default')}</Tag>}
              </>
            ),
          },
          {
            id: 'status',
            header: t('common.status'),
            cell: ({ active }) => <StatusPill status={active ? 'active' : 'archived'} />,
          },
          { id: 'lookup', header: t('products.lookup_key'), cell: ({ lookup_key }) => lookup_key ?? '–' },
          { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} /> },
          {
            id: 'created',
            header: t('common.created'),
            cell: ({ created }) => formats.date(created),
            right: true,
          },
          {
            id: 'actions',
            header: t('common.actions'),
            right: true,
            cell: (price) =>
              may('develop') && (
                <Menu
                  trigger={
                    <Button small look="quiet" icon aria-label={`${t('common.actions')}: ${price.id}`}>
                      <Ellipsis />
                    </Button>
                  }
                >
                  <MenuItem
                    icon={<Star aria-hidden />}
                    disabled={price.id === standard || !price.active}
                    onSelect={() =>
                      makeDefault.mutate(price.id, {
                        onSuccess: () => toast(t('common.saved')),
                        onError: (error) => toast(error.message, true),
                      })
                    }
                  >
                    {t('products.make_default')}
                  </MenuItem>
                  <MenuItem icon={<Archive aria-hidden />} onSelect={() => setArchiving(price)}>
                    {t(price.active ? 'products.archive' : 'products.restore')}{' '}
                    {price.unit_amount !== null && formats.amount(price.unit_amount, price.currency)}
                  </MenuItem>
                </Menu>
              ),
          },
        ]}
      />
      {adding && <AddPrice product={product} onClose={() => setAdding(false)} />}
      {archiving !== null && (
        <ArchiveDialog
          path={`/v1/prices/${archiving.id}`}
          active={archiving.active}
          onClose={() => setArchiving(null)}
        />
      )}
    </Section>
  );
}

function AddPrice({ product, onClose }: { readonly product: Stripe.Product; onClose(): void }): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const formats = useFormats();
  const { formState, handleSubmit, register, watch } = useForm({
    mode: 'onChange',
    defaultValues: { price: '', currency: 'usd', lookup: '' },
  });
  const amountOf = (text: string) => formats.readAmount(text, watch('currency'));
  const add = useAction(
    async (api, { price, currency, lookup }: { price: string; currency: string; lookup: string }) => {
      const made = await api.post<Stripe.Price>('/v1/prices', {
        product: product.id,
        currency,
        unit_amount: formats.readAmount(price, currency),
        ...(lookup.trim() === '' ? {} : { lookup_key: lookup.trim() }),
      });
      if (product.default_price == null)
        await api.post(`/v1/products/${product.id}`, { default_price: made.id });
    },
    kinds,
  );
  return (
    <FormDialog
      open
      title={t('products.add_price')}
      submit={t('common.add')}
      busy={add.isPending}
      disabled={!formState.isValid}
      failure={add.error}
      onClose={onClose}
      onSubmit={handleSubmit((fields) =>
        add.mutate(fields, {
          onSuccess: () => {
            toast(t('products.price_added'));
            onClose();
          },
        }),
      )}
    >
      <div className={ui.row}>
        <TextField
          label={t('products.price')}
          inputMode="decimal"
          error={
            watch('price').trim() !== '' && formState.errors.price ? t('common.amount_unclear') : undefined
          }
          {...register('price', { validate: (text) => amountOf(text) !== null })}
        />
        <CurrencySelect {...register('currency', { deps: 'price' })} />
      </div>
      <TextField label={t('products.lookup_key')} {...register('lookup')} />
    </FormDialog>
  );
}
