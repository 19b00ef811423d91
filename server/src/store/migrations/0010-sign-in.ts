import type { Dialect } from '../engine.ts';

/**
 * The dashboard's members and how they sign in. The tables with times of `time` are better-auth's, under names of ours
 * (`sign-in/auth.ts` maps them); the rest is Onfile's own.
 */
export function signIn(dialect: Dialect): string[] {
  const time = dialect.name === 'postgres' ? 'timestamptz' : 'text';
  const flag = dialect.name === 'postgres' ? 'boolean' : 'integer';
  const member = 'member text not null references members (id) on delete cascade';
  const stamps = `created_at ${time} not null, updated_at ${time} not null`;
  return [
    `create table members (id text primary key, account text not null, name text not null,
      email text not null unique, email_verified ${flag} not null, image text,
      role text not null check (role in ('owner', 'developer', 'support', 'read_only')),
      two_factor ${flag}, last_sign_in bigint, ${stamps})`,
    `create index members_by_account on members (account)`,
    `create table sign_in_sessions (id text primary key, token text not null unique, ${member},
      expires_at ${time} not null, ip_address text, user_agent text, ${stamps})`,
    `create index sign_in_sessions_by_member on sign_in_sessions (member)`,
    `create table member_credentials (id text primary key, account_id text not null, provider_id text not null,
      ${member}, access_token text, refresh_token text, id_token text, access_token_expires_at ${time},
      refresh_token_expires_at ${time}, scope text, password text, ${stamps})`,
    `create index member_credentials_by_member on member_credentials (member)`,
    `create table member_totps (id text primary key, secret text not null, backup_codes text not null, ${member},
      verified ${flag}, failed_verifications integer, locked_until ${time})`,
    `create index member_totps_by_member on member_totps (member)`,
    `create table member_passkeys (id text primary key, name text, public_key text not null, ${member},
      credential text not null, counter bigint not null, device_type text not null, backed_up ${flag} not null,
      transports text, created_at ${time}, aaguid text)`,
    `create index member_passkeys_by_member on member_passkeys (member)`,
    `create unique index member_passkeys_by_credential on member_passkeys (credential)`,
    `create table sign_in_verifications (id text primary key, identifier text not null, value text not null,
      expires_at ${time} not null, ${stamps})`,
    `create index sign_in_verifications_by_identifier on sign_in_verifications (identifier)`,
    `create table sign_in_rates (id text primary key, key text not null unique, count integer not null,
      last_request bigint not null)`,
    `create table sign_in_links (hash text primary key, id text not null unique,
      kind text not null check (kind in ('setup', 'invitation')), account text, email text,
      role text not null, created bigint not null, expires_at bigint not null)`,
    `create table sign_in_attempts (subject text primary key, since bigint not null, count integer not null)`,
    `create table audit_log (seq ${dialect.sequenceColumn}, id text not null unique, account text not null,
      created bigint not null, member text, member_name text, member_email text, action text not null,
      object text, ip text, request text, livemode integer, status integer)`,
    `create index audit_log_list on audit_log (account, seq)`,
    `alter table api_keys add column last_used bigint`,
  ];
}
