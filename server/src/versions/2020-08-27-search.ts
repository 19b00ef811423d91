import { errors } from '@onfile/shared/errors.ts';
import type { Change } from './change.ts';

const version = '2020-08-27';

/** Before this, there was no search. */
export const search: Change = {
  version,
  description: 'Search appeared.',
  request: ({ method, path }, form) => {
    if (method === 'GET' && /^\/v1\/[a-z_]+\/search$/.test(path))
      throw errors.featureOfNewerVersion('Search', version);
    return form;
  },
};
