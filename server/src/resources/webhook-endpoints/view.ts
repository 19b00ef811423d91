import type Stripe from 'stripe';
import type { EndpointRow } from '../../webhooks/endpoints.ts';

/** Without its secret, which only the creation shows. */
export function endpointView(
  { id, created, status, doc }: EndpointRow,
  livemode: boolean,
): Stripe.WebhookEndpoint {
  return {
    id,
    object: 'webhook_endpoint',
    api_version: doc.api_version,
    application: null,
    created,
    description: doc.description,
    enabled_events: [...doc.enabled_events],
    livemode,
    metadata: doc.metadata,
    status,
    url: doc.url,
  };
}
