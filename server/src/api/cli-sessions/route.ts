import { errors } from '@onfile/shared/errors.ts';
import { openListener } from '../../flows/webhooks/open-listener.ts';
import { fields, listOf } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';
import { defaultVersion, newestVersion } from '../../versions/version.ts';
import { grantCliSession } from '../../webhooks/cli-sessions.ts';
import { cliScheme } from '../../webhooks/cli-sockets.ts';
import { route } from '../route.ts';

const features = ['webhooks', 'request_logs'] as const;

/** Source: what version 1.52 of the CLI sends. The CLI itself filters and forwards. */
const params = ownParams({
  device_name: fields.text(200),
  filters: fields.text().optional(),
  forward_connect_to_url: fields.text().optional(),
  forward_thin_connect_to_url: fields.text().optional(),
  forward_thin_to_url: fields.text().optional(),
  forward_to_url: fields.text().optional(),
  websocket_features: listOf(fields.text(), 10),
});

/** For `stripe listen` and `stripe logs tail` of the official CLI: where to connect, and the secret that signs events. */
const create = route({
  method: 'POST',
  path: '/v1/stripecli/sessions',
  params,
  returns: 'onfile.cli_session',
  flow: async (call) => {
    const { account, key, params: given, services } = call;
    // The CLI may ask for others too: Stripe's v2 events, of which Onfile has none.
    const feature = features.find((name) => given.websocket_features.includes(name));
    if (feature === undefined) {
      throw errors.parameterInvalid(
        `Onfile only has the features ${features.join(' and ')}.`,
        'websocket_features',
      );
    }
    const listener =
      feature === 'webhooks'
        ? await openListener(call, {
            device: `stripecli ${given.device_name}`,
            enabled_events: ['*'],
            url: (id) => `${cliScheme}${id}`,
          })
        : null;
    const endpoint = listener?.row.id ?? null;
    const id = await grantCliSession(call.store, { feature, key, endpoint }, services.clock.now());
    return {
      websocket_id: id,
      websocket_url: `${services.origin.replace(/^http/, 'ws')}/stripecli/subscribe/${id}`,
      websocket_authorized_feature: feature,
      secret: listener?.secret ?? '',
      reconnect_delay: 5,
      default_version: account.settings.apiVersion ?? defaultVersion,
      latest_version: newestVersion,
      display_connect_filter_warning: false,
      device_token: '',
    };
  },
});

export const cliSessionRoutes = [create];
