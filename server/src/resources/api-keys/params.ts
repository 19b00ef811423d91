import { fields, listOf } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';

const day = 24 * 60 * 60;

export const createParams = ownParams({
  kind: fields.choice(['secret', 'restricted', 'publishable']).optional(),
  name: fields.text(100).optional(),
  permissions: listOf(fields.text(100), 200).optional(),
});

export const rollParams = ownParams({
  /** Seconds for which the old key still works. */
  expires_in: fields.integer(0, 30 * day).default(day),
});
