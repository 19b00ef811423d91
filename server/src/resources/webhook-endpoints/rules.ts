import { errors } from '@onfile/shared/errors.ts';
import { mergeMetadata } from '../../params/groups.ts';
import { isVersion } from '../../versions/version.ts';
import { namesPrivateAddress } from '../../webhooks/addresses.ts';
import type { EndpointRow } from '../../webhooks/endpoints.ts';
import { isKnownEventType } from './known-event-types.ts';
import type { CreateParams, UpdateParams } from './params.ts';

/** Source: Stripe's limit for an account and mode. */
export const endpointsMax = 16;

type KeyMode = 'development' | 'production';

interface Birth {
  readonly id: string;
  readonly now: number;
  readonly sealedSecret: string;
  readonly device: string | null;
}

/** Throws 400 for an unknown event type or version, or a target that this server must not reach. */
export function newEndpoint(given: CreateParams, birth: Birth, mode: KeyMode): EndpointRow {
  requireReachable(given.url, mode);
  requireKnown(given.enabled_events);
  if (given.api_version !== undefined && !isVersion(given.api_version)) {
    throw errors.parameterInvalid(`Invalid Stripe API version: ${given.api_version}`, 'api_version');
  }
  return {
    id: birth.id,
    created: birth.now,
    status: 'enabled',
    doc: {
      api_version: given.api_version ?? null,
      description: given.description ?? null,
      enabled_events: given.enabled_events,
      metadata: mergeMetadata({}, given.metadata),
      secrets: [{ sealed: birth.sealedSecret, expires_at: null }],
      url: given.url,
      device: birth.device,
    },
  };
}

export function changedEndpoint(row: EndpointRow, change: UpdateParams, mode: KeyMode): EndpointRow {
  if (change.url !== undefined) requireReachable(change.url, mode);
  if (change.enabled_events !== undefined) requireKnown(change.enabled_events);
  const { doc } = row;
  return {
    ...row,
    status: change.disabled === undefined ? row.status : change.disabled ? 'disabled' : 'enabled',
    doc: {
      ...doc,
      description: change.description === undefined ? doc.description : change.description,
      enabled_events: change.enabled_events ?? doc.enabled_events,
      metadata: mergeMetadata(doc.metadata, change.metadata),
      url: change.url ?? doc.url,
    },
  };
}

const secretsMax = 4;

/** The old secrets keep signing alongside the new one until `until` (unix seconds), or until they expire earlier. */
export function rolledEndpoint(row: EndpointRow, sealedSecret: string, until: number): EndpointRow {
  const older = row.doc.secrets.map(({ sealed, expires_at }) => ({
    sealed,
    expires_at: Math.min(expires_at ?? until, until),
  }));
  const secrets = [{ sealed: sealedSecret, expires_at: null }, ...older].slice(0, secretsMax);
  return { ...row, doc: { ...row.doc, secrets } };
}

function requireKnown(types: readonly string[]): void {
  if (types.length === 0) throw errors.parameterMissing('enabled_events');
  for (const [index, type] of types.entries()) {
    if (type === '*' || isKnownEventType(type)) continue;
    throw errors.parameterInvalid(
      `The event type ${type} is not known. See https://docs.stripe.com/api/events/types for those that are.`,
      `enabled_events[${index}]`,
    );
  }
}

function requireReachable(url: string, mode: KeyMode): void {
  if (mode === 'development') return;
  const target = new URL(url);
  if (target.protocol !== 'https:') {
    throw errors.parameterInvalid(
      'Invalid URL: an endpoint must be reached over https.',
      'url',
      'url_invalid',
    );
  }
  if (namesPrivateAddress(target)) {
    throw errors.parameterInvalid(
      'Invalid URL: an endpoint must be publicly reachable, and this one is in a private network.',
      'url',
      'url_invalid',
    );
  }
}
