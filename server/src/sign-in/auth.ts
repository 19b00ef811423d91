import { kyselyAdapter } from '@better-auth/kysely-adapter';
import { type PasskeyOptions, passkey } from '@better-auth/passkey';
import type { IdKind, Ids } from '@onfile/shared/ids.ts';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { FastifyBaseLogger } from 'fastify';
import type { LibraryStore } from '../store/store.ts';
import { authPath } from './auth-calls.ts';
import { type LinkParts, linkEndpoints } from './link-endpoints.ts';
import { isLoopbackHost, ownOrigins } from './own-origin.ts';

/** Set by the server from the connection; whatever a client sends under this name is replaced. */
export const addressHeader = 'x-onfile-address';
export const passwordLength = { min: 12, max: 128 } as const;

const hour = 60 * 60;
const day = 24 * hour;

export interface AuthParts extends LinkParts {
  readonly store: LibraryStore;
  readonly ids: Ids;
  /** The origin under which browsers reach the server. */
  readonly origin: string;
  /** Signs cookies and seals authenticator secrets. */
  readonly secret: string;
  readonly log: FastifyBaseLogger;
}

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
const idKinds: Readonly<Record<string, IdKind>> = { user: 'member', session: 'sign_in_session' };

/** Our names for better-auth's tables and columns. */
const tables = {
  user: {
    modelName: 'members',
    fields: { ...stamps, emailVerified: 'email_verified' },
    additionalFields: {
      account: { type: 'string', required: true, input: false },
      role: { type: 'string', required: true, input: false },
      lastSignIn: {
        type: 'number',
        required: false,
        input: false,
        bigint: true,
        fieldName: 'last_sign_in',
      },
    },
  },
  session: {
    modelName: 'sign_in_sessions',
    fields: {
      ...stamps,
      userId: 'member',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
  },
  account: {
    modelName: 'member_credentials',
    fields: {
      ...stamps,
      userId: 'member',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: {
    modelName: 'sign_in_verifications',
    fields: { ...stamps, expiresAt: 'expires_at' },
  },
} as const;

const totpTables = {
  user: { fields: { twoFactorEnabled: 'two_factor' } },
  twoFactor: {
    modelName: 'member_totps',
    fields: {
      userId: 'member',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verifications',
      lockedUntil: 'locked_until',
    },
  },
};

/** Runs better-auth on Onfile's own store and tables: passwords, authenticator apps, passkeys, sessions; no sign-up. */
export function createAuth(parts: AuthParts) {
  const { ids, log, origin, secret, store } = parts;
  const { hostname, protocol } = new URL(origin);
  return betterAuth({
    appName: 'Onfile',
    baseURL: origin,
    basePath: authPath,
    trustedOrigins: ownOrigins(origin),
    secret,
    telemetry: { enabled: false },
    database: kyselyAdapter(store.kysely, { type: store.engine, transaction: false }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    ...tables,
    session: { ...tables.session, expiresIn: 7 * day, updateAge: hour },
    plugins: [
      twoFactor({ issuer: `Onfile ${hostname}`, schema: totpTables }),
      passkey(passkeyOptions(origin)),
      linkEndpoints(parts),
    ],
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'sign_in_rates',
      fields: { lastRequest: 'last_request' },
      window: 60,
      max: 100,
      // For one address, or one /64 network; `attempts.ts` also counts per account.
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/two-factor/*': { window: 60, max: 15 },
        '/passkey/*': { window: 60, max: 30 },
        '/set-up': { window: 60, max: 30 },
        '/invitation': { window: 60, max: 30 },
        '/change-password': { window: 60, max: 5 },
        '/get-session': false,
      },
    },
    advanced: {
      cookiePrefix: 'onfile',
      // A browser does not keep a `Secure` cookie from a plain address, which is fine only on this machine.
      useSecureCookies: !(protocol === 'http:' && isLoopbackHost(hostname)),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: ({ model }) => ids.next(idKinds[model] ?? 'sign_in_row') },
    },
    logger: {
      level: 'error',
      log: (level, message) => {
        // Without its details, which may name people.
        if (level === 'error') log.error(`sign-in: ${message}`);
      },
    },
    onAPIError: { throw: false },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** The library's tables. */
export type Database = () => Promise<Awaited<Auth['$context']>['adapter']>;

/** A passkey signs in by itself, so it must have verified its holder. */
function passkeyOptions(origin: string): PasskeyOptions {
  const unverified = () =>
    new APIError('UNAUTHORIZED', {
      code: 'USER_NOT_VERIFIED',
      message: 'This passkey did not ask for a PIN, a fingerprint or a face. Use one that does.',
    });
  const { hostname } = new URL(origin);
  return {
    // Passkeys belong to a name, never to an IP address.
    rpID: isLoopbackHost(hostname) ? 'localhost' : hostname,
    rpName: 'Onfile',
    origin: ownOrigins(origin),
    schema: {
      passkey: {
        modelName: 'member_passkeys',
        fields: {
          userId: 'member',
          publicKey: 'public_key',
          credentialID: 'credential',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: ({ verification }) => {
        if (!verification.registrationInfo?.userVerified) throw unverified();
      },
    },
    authentication: {
      afterVerification: ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw unverified();
      },
    },
  };
}
