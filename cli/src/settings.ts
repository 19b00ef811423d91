import { type Config, readConfig } from '@onfile/server/config/config.ts';
import { port } from '@onfile/server/config/config-values.ts';
import { InvalidArgumentError, Option } from 'commander';

/** Where a command finds a server's store. */
export interface StoreFlags {
  readonly data?: string;
  readonly config?: string;
}

export const dataOption = () =>
  new Option('--data <folder>', 'folder of the database and the vault key (./data)');
export const configOption = () => new Option('--config <file>', 'JSON file with settings; flags override it');

/** Options that every command on a store has. */
export const storeOptions = () => [dataOption(), configOption()];

/** All settings, as the server would read them. Throws ConfigError. */
export function settingsOf({ data, config }: StoreFlags): Config {
  return readConfig({ data, config }, process.env);
}

/** Reads an option's value as a comma-separated list. Throws InvalidArgumentError for an empty part. */
export function listOf(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.includes('')) throw new InvalidArgumentError('Separate them by commas, without empty parts.');
  return parts;
}

/** Reads an option's value as a number within limits. Throws InvalidArgumentError. */
export function numberOf(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Write a number from ${least} to ${most}.`);
  };
}

/** Reads an option's value as a port. Throws InvalidArgumentError. */
export function portOf(text: string): number {
  const { data, error } = port.safeParse(text);
  if (data !== undefined) return data;
  throw new InvalidArgumentError(`${error?.issues[0]?.message ?? ''}.`);
}

/** Reads an option's value as the URL of a server, without a trailing slash. Throws InvalidArgumentError. */
export function serverOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isServer = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (isServer && url.search === '' && url.hash === '') return url.href.replace(/\/$/, '');
  throw new InvalidArgumentError('Write it as http://127.0.0.1:12111.');
}
