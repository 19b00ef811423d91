import { paymentStates } from '@onfile/shared/payment-state.ts';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useList } from '../../api/queries.ts';
import { PageHead } from '../../ui/bits.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import {
  chosen,
  DateFilter,
  FilterChip,
  FilterSelect,
  SearchInput,
  useCreatedParam,
  useFilters,
} from '../../ui/filters.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty } from '../../ui/states.tsx';
import { paymentExpand, usePaymentColumns } from './columns.tsx';
import type { Payment } from './status.ts';

const path = '/v1/onfile/payments';

export default function PaymentsPage(): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['query', 'status', 'created', 'customer']);
  const { created, ...given } = filters.values;
  const params = { ...chosen(given), ...useCreatedParam(created), expand: paymentExpand };
  const list = useList<Payment>('payment_intent', path, params);
  return (
    <>
      <PageHead title={t('payments.title')}>
        <CopyAs call={{ method: 'GET', path, params: { ...params, limit: 50 } }} />
      </PageHead>
      <DataTable
        name="payments"
        label={t('payments.title')}
        list={list}
        columns={usePaymentColumns()}
        filtered={filters.any}
        onClear={filters.clear}
        filters={
          <>
            <SearchInput
              label={t('payments.search')}
              value={given.query}
              onChange={(value) => filters.set('query', value)}
            />
            <FilterSelect
              label={t('common.status')}
              value={given.status}
              choices={paymentStates.map((value) => [value, t(`status.${value}`)])}
              onChange={(value) => filters.set('status', value)}
            />
            <DateFilter value={created} onChange={(value) => filters.set('created', value)} />
            <FilterChip
              label={t('common.customer')}
              value={given.customer}
              onRemove={() => filters.set('customer', '')}
            />
          </>
        }
        empty={
          <Empty
            title={t('payments.empty')}
            text={t('payments.empty_text')}
            call={{
              method: 'POST',
              path: '/v1/payment_intents',
              params: {
                amount: 2000,
                currency: 'usd',
                payment_method: 'pm_card_visa',
                confirm: true,
                automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
              },
            }}
          />
        }
        none={<Empty title={t('payments.none')} text={t('common.none_searched')} />}
        source={{ path, params }}
        hrefOf={({ id }) => `/payments/${id}`}
      />
    </>
  );
}
