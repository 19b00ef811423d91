import { errors } from '@onfile/shared/errors.ts';
import { emptySandbox } from '../../flows/sandbox/empty-sandbox.ts';
import { ownParams } from '../../params/params.ts';
import { route } from '../route.ts';

/** Empties the sandbox: objects, events, settings, clock and faults. */
const reset = route({
  method: 'POST',
  path: '/v1/onfile/reset',
  params: ownParams({}),
  returns: 'onfile.sandbox',
  flow: async (call) => {
    if (call.services.keyMode === 'production' || call.livemode) {
      throw errors.stateInvalid('Only sandboxes of development mode can be emptied.');
    }
    await emptySandbox(call.services, call.account.id);
    return { object: 'onfile.sandbox', account: call.account.id, empty: true };
  },
});

export const sandboxRoutes = [reset];
