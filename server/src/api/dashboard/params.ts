import { fields, listOf } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';

const queryMax = 200;

export const customersParams = ownParams({ ...pagingByCreation, query: fields.text(queryMax).optional() });

export const searchParams = ownParams({
  query: fields.text(queryMax),
  limit: fields.integer(1, 50).default(10),
});

/** More than a chart can show. */
const intervalsMax = 400;

export const statisticsParams = ownParams({ starts: listOf(fields.time(), intervalsMax), to: fields.time() });
