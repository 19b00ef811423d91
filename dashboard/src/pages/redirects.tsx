import type { ReactNode } from 'react';
import { Navigate, useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { useObject } from '../api/queries.ts';
import { PageFailed, PageSkeleton } from '../ui/states.tsx';

interface Redirect {
  readonly kind: string;
  readonly path: string;
  readonly to: string;
  /** What is at `to`. */
  readonly place: 'customers' | 'payments' | 'products';
  readonly field: string;
}

/** Objects that are shown on another object's page. */
export const redirects: readonly Redirect[] = [
  { kind: 'charge', path: 'charges', to: '/payments', place: 'payments', field: 'payment_intent' },
  { kind: 'refund', path: 'refunds', to: '/payments', place: 'payments', field: 'payment_intent' },
  { kind: 'dispute', path: 'disputes', to: '/payments', place: 'payments', field: 'payment_intent' },
  {
    kind: 'payment_method',
    path: 'payment_methods',
    to: '/customers',
    place: 'customers',
    field: 'customer',
  },
  { kind: 'price', path: 'prices', to: '/products', place: 'products', field: 'product' },
];

export function RedirectPage({ kind, path, to, place, field }: Redirect): ReactNode {
  const t = useTranslations();
  const { id = '' } = useParams();
  const object = useObject<Readonly<Record<string, unknown>>>(kind, `/v1/${path}/${id}`);
  if (object.isError) {
    const back = { to, text: t(`nav.${place}`) };
    return <PageFailed error={object.error} retry={() => void object.refetch()} back={back} />;
  }
  if (object.data === undefined) return <PageSkeleton />;
  const target = object.data[field];
  return <Navigate replace to={typeof target === 'string' ? `${to}/${target}` : to} />;
}
