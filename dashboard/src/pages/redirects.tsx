import type { ReactNode } from 'react';
import { Navigate, useParams } from 'react-router';
import { useObject } from '../api/queries.ts';
import { Failed, PageSkeleton } from '../ui/states.tsx';

interface Redirect {
  readonly kind: string;
  readonly path: string;
  readonly to: string;
  readonly field: string;
}

/** Objects that are shown on the page of another one. */
export const redirects: readonly Redirect[] = [
  { kind: 'charge', path: 'charges', to: '/payments', field: 'payment_intent' },
  { kind: 'refund', path: 'refunds', to: '/payments', field: 'payment_intent' },
  { kind: 'dispute', path: 'disputes', to: '/payments', field: 'payment_intent' },
  { kind: 'payment_method', path: 'payment_methods', to: '/customers', field: 'customer' },
  { kind: 'price', path: 'prices', to: '/products', field: 'product' },
];

export function RedirectPage({ kind, path, to, field }: Redirect): ReactNode {
  const { id = '' } = useParams();
  const object = useObject<Readonly<Record<string, unknown>>>(kind, `/v1/${path}/${id}`);
  if (object.isError) return <Failed error={object.error} retry={() => void object.refetch()} />;
  if (object.data === undefined) return <PageSkeleton />;
  const target = object.data[field];
  return <Navigate replace to={typeof target === 'string' ? `${to}/${target}` : to} />;
}
