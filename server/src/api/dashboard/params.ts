import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';

const queryMax = 200;

export const customersParams = ownParams({ ...pagingByCreation, query: fields.text(queryMax).optional() });

export const searchParams = ownParams({
  query: fields.text(queryMax),
  limit: fields.integer(1, 50).default(10),
});

export const statisticsParams = ownParams({
  from: fields.time(),
  to: fields.time(),
  interval: fields.choice(['hour', 'day']).optional(),
});
