import type Stripe from 'stripe';
import type { EndpointRow } from '../../webhooks/endpoints.ts';

/** An endpoint without its secret, which is shown only at creation. */
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
