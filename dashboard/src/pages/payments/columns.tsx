import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Card, CopyId, Dash } from '../../ui/bits.tsx';
import { plainAmount, useFormats, When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import type { Column } from '../../ui/small-table.tsx';
import { amountOf, cardOf, chargeOf, customerOf, type Payment, statusOf } from './status.ts';

export const paymentExpand = ['data.customer', 'data.latest_charge', 'data.payment_method'];

export function usePaymentColumns(): readonly Column<Payment>[] {
  const t = useTranslations();
  const formats = useFormats();
  return [
    {
      id: 'amount',
      header: t('common.amount'),
      cell: (payment) => formats.amount(amountOf(payment), payment.currency),
      text: (payment) => plainAmount(amountOf(payment), payment.currency),
    },
    {
      id: 'currency',
      header: t('common.currency'),
      cell: ({ currency }) => currency.toUpperCase(),
      text: ({ currency }) => currency,
      hidden: true,
    },
    {
      id: 'status',
      header: t('common.status'),
      cell: (payment) => <StatusPill status={statusOf(payment)} />,
      text: statusOf,
    },
    {
      id: 'card',
      header: t('common.card'),
      leaveOut: 'phone',
      cell: (payment) => {
        const card = cardOf(payment);
        return card === null ? <Dash /> : <Card card={card} />;
      },
      text: (payment) => {
        const card = cardOf(payment);
        return card === null ? null : `${card.brand} ${card.last4}`;
      },
    },
    {
      id: 'customer',
      header: t('common.customer'),
      grow: true,
      cell: (payment) => {
        const customer = customerOf(payment);
        if (customer !== null) return <Link to={`/customers/${customer.id}`}>{customer.name}</Link>;
        return guestOf(payment) ?? t('common.guest');
      },
      text: (payment) => customerOf(payment)?.name ?? guestOf(payment),
    },
    {
      id: 'customer_id',
      header: t('common.customer_id'),
      cell: (payment) => {
        const customer = customerOf(payment);
        return customer === null ? <Dash /> : <CopyId id={customer.id} />;
      },
      text: (payment) => customerOf(payment)?.id ?? null,
      hidden: true,
    },
    {
      id: 'description',
      header: t('common.description'),
      cell: ({ description }) => description ?? <Dash />,
      text: ({ description }) => description,
      hidden: true,
    },
    { id: 'id', header: t('common.id'), cell: ({ id }) => <CopyId id={id} />, hidden: true },
    {
      id: 'created',
      header: t('common.date'),
      cell: ({ created }) => <When at={created} />,
      text: ({ created }) => new Date(created * 1000).toISOString(),
      right: true,
    },
  ];
}

/** Identifies a guest by the address for the receipt. */
function guestOf(payment: Payment): string | null {
  return chargeOf(payment)?.billing_details.email ?? payment.receipt_email;
}
