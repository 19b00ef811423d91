import {
  createSource,
  deleteSource,
  listSources,
  readSource,
  updateSource,
} from '../../flows/cards/sources.ts';
import * as params from '../../resources/sources/params.ts';
import { route } from '../route.ts';

const returns = 'card';

/** The customer's cards as they were before payment methods, under both of their paths. */
export const sourceRoutes = ['sources', 'cards'].flatMap((name) => {
  const all = `/v1/customers/:customer/${name}`;
  const one = `${all}/:source`;
  return [
    route({ method: 'POST', path: all, params: params.createParams, returns, flow: createSource }),
    route({ method: 'GET', path: all, params: params.listParams, returns: 'list:card', read: listSources }),
    route({ method: 'GET', path: one, params: params.noParams, returns, read: readSource }),
    route({ method: 'POST', path: one, params: params.updateParams, returns, write: updateSource }),
    route({ method: 'DELETE', path: one, params: params.noParams, returns, write: deleteSource }),
  ];
});
