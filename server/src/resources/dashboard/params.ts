import { paymentStates } from '@onfile/shared/payment-state.ts';
import { fields, listOf } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';

const queryMax = 200;

const searched = { ...pagingByCreation, query: fields.text(queryMax).optional() };
const customer = fields.text().optional();

export const customersParams = ownParams(searched);

export const paymentsParams = ownParams({
  ...searched,
  customer,
  status: fields.choice(paymentStates).optional(),
});

export const sessionsParams = ownParams({
  ...searched,
  customer,
  status: fields.choice(['open', 'complete', 'expired']).optional(),
});

export const productsParams = ownParams({
  ...searched,
  status: fields.choice(['active', 'archived']).optional(),
});

export const consentsParams = ownParams({ ...searched, customer, payment_method: fields.text().optional() });

export const searchParams = ownParams({
  query: fields.text(queryMax),
  limit: fields.integer(1, 50).default(10),
});

/** More than a chart can show. */
const intervalsMax = 400;

export const statisticsParams = ownParams({ starts: listOf(fields.time(), intervalsMax), to: fields.time() });
