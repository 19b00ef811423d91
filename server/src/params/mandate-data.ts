import { errors } from '@onfile/shared/errors.ts';
import { z } from 'zod';
import { clearableGroup, fields, group } from './fields.ts';

/** The customer's agreement to later charges, as the merchant states it. */
export const mandateData = clearableGroup({
  customer_acceptance: group({
    accepted_at: fields.time().optional(),
    offline: z.unknown().optional(),
    online: group({
      infer_from_client: fields.boolean().optional(),
      ip_address: fields.text(100).optional(),
      user_agent: fields.text().optional(),
    }).optional(),
    type: fields.choice(['online', 'offline']),
  }),
});

export type MandateData = z.output<typeof mandateData>;

/**
 * Throws 400 for an online agreement that does not say where it came from, and for an offline one that a browser states,
 * because only the server can know of it.
 */
export function requireEvidence(given: MandateData | undefined, caller: 'secret' | 'publishable'): void {
  const acceptance = given?.customer_acceptance;
  if (acceptance !== undefined && acceptance.type !== 'online' && caller === 'publishable') {
    throw errors.parameterInvalid(
      'With a publishable API key, only an acceptance that was given online can be stated.',
      'mandate_data[customer_acceptance][type]',
    );
  }
  if (acceptance?.type !== 'online' || acceptance.online?.infer_from_client === true) return;
  const missing = (['ip_address', 'user_agent'] as const).find(
    (name) => acceptance.online?.[name] === undefined,
  );
  if (missing !== undefined) {
    throw errors.parameterMissing(`mandate_data[customer_acceptance][online][${missing}]`);
  }
}
