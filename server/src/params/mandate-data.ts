import { z } from 'zod';
import { clearableGroup, fields, group } from './fields.ts';

/** The customer's agreement to later charges, as the merchant tells of it. */
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
