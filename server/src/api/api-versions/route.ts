import { ownParams } from '../../params/params.ts';
import { changes } from '../../versions/index.ts';
import { defaultVersion, offeredVersions } from '../../versions/version.ts';
import { route } from '../route.ts';

const url = '/v1/onfile/api_versions';
const returns = 'onfile.api_version';

/** The versions to choose from, newest first, each with the changes it made to what Onfile supports. */
const list = route({
  method: 'GET',
  path: url,
  params: ownParams({}),
  returns: `list:${returns}`,
  read: async () => ({
    object: 'list',
    data: offeredVersions.map((id) => ({
      id,
      object: returns,
      default: id === defaultVersion,
      changes: changes.filter(({ version }) => version === id).map(({ description }) => description),
    })),
    has_more: false,
    url,
  }),
});

export const apiVersionRoutes = [list];
