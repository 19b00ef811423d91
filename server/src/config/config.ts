import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  databaseUrl,
  hosts,
  listeningHost,
  networks,
  origin,
  path,
  port,
  secretText,
} from './config-values.ts';

/** A server's settings: from flags, then the configuration file, then environment variables, then these defaults. */
const schema = z.object({
  port: port.default(12_111),
  host: listeningHost.default('127.0.0.1'),
  data: path.default('./data'),
  databaseUrl: databaseUrl.optional(),
  /** The address that browsers use, if it is not the one the server listens on. */
  publicUrl: origin.optional(),
  /** The dashboard's own origin, if it is to have one. */
  dashboardUrl: origin.optional(),
  /** Proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: networks.optional(),
  /** More names under which browsers may use the server with a secret key; development mode only. */
  allowedHosts: hosts.default([]),
  mode: z.enum(['development', 'production'], 'write development or production').optional(),
  logLevel: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'write silent, error, warn, info or debug')
    .default('warn'),
  masterKey: secretText.optional(),
  masterKeyFile: path.optional(),
  masterKeyCommand: secretText.optional(),
  /** Where a crash test wants the process to end; development mode only. */
  crashAt: secretText.optional(),
});

export type Config = z.output<typeof schema> & { readonly mode: 'development' | 'production' };
export type GivenConfig = z.input<typeof schema>;

/** Where each setting comes from, as its errors name it. */
const names: Readonly<Record<keyof GivenConfig, { readonly variable: string; readonly flag?: string }>> = {
  port: { variable: 'ONFILE_PORT', flag: '--port' },
  host: { variable: 'ONFILE_HOST', flag: '--host' },
  data: { variable: 'ONFILE_DATA', flag: '--data' },
  databaseUrl: { variable: 'DATABASE_URL' },
  publicUrl: { variable: 'ONFILE_PUBLIC_URL' },
  dashboardUrl: { variable: 'ONFILE_DASHBOARD_URL' },
  trustedProxies: { variable: 'ONFILE_TRUSTED_PROXIES' },
  allowedHosts: { variable: 'ONFILE_ALLOWED_HOSTS' },
  mode: { variable: 'ONFILE_MODE' },
  logLevel: { variable: 'ONFILE_LOG_LEVEL' },
  masterKey: { variable: 'ONFILE_MASTER_KEY' },
  masterKeyFile: { variable: 'ONFILE_MASTER_KEY_FILE' },
  masterKeyCommand: { variable: 'ONFILE_MASTER_KEY_COMMAND' },
  crashAt: { variable: 'ONFILE_CRASH_AT' },
};

/** Settings that an error must not repeat, because they may contain a password. */
const secrets: ReadonlySet<string> = new Set(['databaseUrl', 'masterKey', 'masterKeyCommand']);

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

/** A setting that cannot be used; its message is for the person who starts the server. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/** Flags as given: `config` names a file of settings. */
export type GivenFlags = Partial<GivenConfig> & { readonly config?: string | undefined };

/**
 * Reads the settings. Development mode is the default only on loopback. Throws ConfigError, naming the variable, for a
 * setting that is malformed.
 */
export function readConfig(flags: GivenFlags, environment: NodeJS.ProcessEnv): Config {
  const { config: flaggedFile, ...given } = flags;
  const file = flaggedFile ?? environment.ONFILE_CONFIG;
  const inFile: Readonly<Record<string, unknown>> = file ? readFile(file) : {};
  const merged: Record<string, unknown> = {};
  for (const [name, { variable }] of Object.entries(names)) {
    const value = given[name as keyof GivenConfig] ?? inFile[name] ?? environment[variable];
    if (value !== undefined && !(typeof value === 'string' && value.trim() === '')) merged[name] = value;
  }
  const result = schema.safeParse(merged);
  if (!result.success) {
    const [issue] = result.error.issues;
    const setting = String(issue?.path[0]);
    throw new ConfigError(`${labelOf(setting)} is ${shown(setting, merged)}: ${issue?.message}.`);
  }
  const config = result.data;
  const mode = config.mode ?? (isLoopback(config.host) ? 'development' : 'production');
  if (config.crashAt !== undefined && mode === 'production') {
    throw new ConfigError('ONFILE_CRASH_AT is for development mode only.');
  }
  requireOneMasterKey(config);
  return { ...config, mode };
}

function requireOneMasterKey(config: z.output<typeof schema>): void {
  const given = (['masterKey', 'masterKeyFile', 'masterKeyCommand'] as const).filter((name) => config[name]);
  if (given.length < 2) return;
  throw new ConfigError(
    `${given.map((name) => names[name].variable).join(' and ')} are both set: one of them names the master key.`,
  );
}

function labelOf(setting: string): string {
  const known = Object.entries(names).find(([name]) => name === setting)?.[1];
  if (known === undefined) return setting;
  return known.flag === undefined ? known.variable : `${known.variable} (${known.flag})`;
}

function shown(setting: string, merged: Readonly<Record<string, unknown>>): string {
  return secrets.has(setting) ? 'wrong' : `${JSON.stringify(merged[setting])}, which cannot be used`;
}

/** Reads a JSON object of settings, by the names of `schema`. */
function readFile(file: string): Readonly<Record<string, unknown>> {
  const place = `The configuration file ${file} (ONFILE_CONFIG, --config)`;
  if (!existsSync(file)) throw new ConfigError(`${place} does not exist.`);
  const content = contentOf(file, place);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError(`${place} is not a group of settings: write it as {"port": 12111}.`);
  }
  const unknown = Object.keys(content).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined) {
    throw new ConfigError(
      `${place} has the setting ${unknown}, which is none of ${Object.keys(names).join(', ')}.`,
    );
  }
  return { ...content };
}

function contentOf(file: string, place: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // The parser's own message would repeat the text, secrets included.
    throw new ConfigError(
      error instanceof SyntaxError ? `${place} is not JSON.` : `${place} cannot be read.`,
    );
  }
}
