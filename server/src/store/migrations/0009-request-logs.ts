import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

/** The log of API requests. */
export function requestLogs(dialect: Dialect): string[] {
  return [
    ...resource(dialect, 'request_logs', [
      'method text not null',
      'path text not null',
      'status integer not null',
      'status_class text not null',
      'key text not null',
    ]),
    'create index request_logs_by_age on request_logs (created)',
  ];
}
