import type { IssuedKey } from '../../keys/issued-keys.ts';

/** A key without its secret, which is only in the answer that created it. */
export function keyView(key: IssuedKey) {
  return {
    id: key.id,
    object: 'onfile.api_key',
    created: key.created,
    expires_at: key.expiresAt,
    kind: key.kind,
    last_used: key.lastUsed,
    livemode: key.livemode,
    masked: key.masked,
    name: key.name,
    permissions: key.permissions,
  };
}
