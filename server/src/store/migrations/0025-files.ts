import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

/** Files that merchants upload, in parts that are read and written one by one, and the public links to them. */
export function files(dialect: Dialect): string[] {
  return [
    ...resource(dialect, 'files', ['purpose text not null', 'expires_at bigint'], ['purpose']),
    'create index files_that_expire on files (expires_at) where expires_at is not null',
    `create table file_parts (
      account text not null, mode text not null, file text not null, part integer not null,
      bytes ${dialect.name === 'postgres' ? 'bytea' : 'blob'} not null,
      primary key (account, mode, file, part)
    )`,
    ...resource(
      dialect,
      'file_links',
      ['file text not null', 'token text not null unique', 'expires_at bigint'],
      ['file'],
    ),
  ];
}
