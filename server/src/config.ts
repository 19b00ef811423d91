import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** A host of a URL, without port. */
function isHost(text: string): boolean {
  const address = `http://${text}`;
  return URL.canParse(address) && new URL(address).hostname === text;
}

const listOf = (text: string) => text.split(',').map((part) => part.trim().toLowerCase());

function areNetworks(text: string): boolean {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => ipaddr.isValid(part) || ipaddr.isValidCIDR(part));
}

/** Settings of a server: from flags, then environment variables, then these defaults. */
const schema = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(12_111),
  host: z.string().min(1).default('127.0.0.1'),
  data: z.string().min(1).default('./data'),
  databaseUrl: z.string().startsWith('postgres').optional(),
  /** The address that browsers use, where it is not the one the server listens on. */
  publicUrl: z.url().optional(),
  /** The origin of the dashboard, where it is to have one of its own. */
  dashboardUrl: z.url().optional(),
  /** Addresses or networks, by commas, whose `X-Forwarded-For` tells the client's address. */
  trustedProxies: z
    .string()
    .refine(areNetworks, 'write addresses or networks such as 10.0.0.0/8, by commas')
    .optional(),
  /** Further names, by commas, under which browsers may use the server with a secret key; development mode only. */
  allowedHosts: z
    .string()
    .default('')
    .transform((text) => (text === '' ? [] : listOf(text)))
    .refine(
      (hosts) => hosts.every(isHost),
      'write names such as onfile or onfile.internal, by commas and without ports',
    ),
  mode: z.enum(['development', 'production']).optional(),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  masterKey: z.string().optional(),
  masterKeyFile: z.string().optional(),
  masterKeyCommand: z.string().optional(),
  /** Where a crash test wants the process to end; development mode only. */
  crashAt: z.string().optional(),
});

export type Config = z.output<typeof schema> & { readonly mode: 'development' | 'production' };
export type GivenConfig = z.input<typeof schema>;

const environmentNames: Readonly<Record<keyof GivenConfig, string>> = {
  port: 'ONFILE_PORT',
  host: 'ONFILE_HOST',
  data: 'ONFILE_DATA',
  databaseUrl: 'DATABASE_URL',
  publicUrl: 'ONFILE_PUBLIC_URL',
  dashboardUrl: 'ONFILE_DASHBOARD_URL',
  trustedProxies: 'ONFILE_TRUSTED_PROXIES',
  allowedHosts: 'ONFILE_ALLOWED_HOSTS',
  mode: 'ONFILE_MODE',
  logLevel: 'ONFILE_LOG_LEVEL',
  masterKey: 'ONFILE_MASTER_KEY',
  masterKeyFile: 'ONFILE_MASTER_KEY_FILE',
  masterKeyCommand: 'ONFILE_MASTER_KEY_COMMAND',
  crashAt: 'ONFILE_CRASH_AT',
};

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1']);

/** A setting that cannot be used; its message is for the person who starts the server. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the settings; `given` (flags, then the configuration file) wins over the environment. Development mode is
 * the default on loopback only. Throws ConfigError.
 */
export function readConfig(given: Partial<GivenConfig>, environment: NodeJS.ProcessEnv): Config {
  const merged: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(environmentNames)) {
    const value = given[name as keyof GivenConfig] ?? environment[variable];
    if (value !== undefined && value !== '') merged[name] = value;
  }
  const result = schema.safeParse(merged);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new ConfigError(`The setting ${issue?.path.join('.')} is wrong: ${issue?.message}`);
  }
  const mode = result.data.mode ?? (loopbackHosts.has(result.data.host) ? 'development' : 'production');
  if (result.data.crashAt !== undefined && mode === 'production') {
    throw new ConfigError('ONFILE_CRASH_AT is for development mode only.');
  }
  return { ...result.data, mode };
}
