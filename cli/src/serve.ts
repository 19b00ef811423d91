import { existsSync, readFileSync } from 'node:fs';
import { ConfigError, type GivenConfig, readConfig } from '@onfile/server/config.ts';
import { start } from '@onfile/server/main.ts';
import { Command } from 'commander';

interface Flags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly config?: string;
}

const drainMs = 10_000;

/** `onfile serve`: the whole server in one process, until SIGTERM or SIGINT. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('start the API, the payment element and its script')
    .option('-p, --port <number>', 'port to listen on (12111)')
    .option('--host <address>', 'address to listen on (127.0.0.1); others need production keys')
    .option('--data <folder>', 'folder of the database and the vault key (./data)')
    .option('--config <file>', 'JSON file with settings; flags win over it')
    .action(serve);
}

async function serve(flags: Flags): Promise<void> {
  try {
    const { config: file, ...given } = flags;
    const running = await start(readConfig({ ...settingsOf(file), ...given }, process.env));
    printWelcome(running.url);
    stopOnSignal(() => running.stop());
  } catch (error) {
    console.error(error instanceof Error ? `onfile: ${error.message}` : 'onfile: it could not start.');
    process.exitCode = 1;
  }
}

function settingsOf(file: string | undefined): Partial<GivenConfig> {
  const path = file ?? process.env.ONFILE_CONFIG;
  if (path === undefined) return {};
  if (!existsSync(path)) throw new ConfigError(`The configuration file ${path} is not there.`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ConfigError(`The configuration file ${path} is no JSON.`);
  }
}

function printWelcome(url: string): void {
  console.log(`Onfile is ready.

  API          ${url}
  Script       ${url}/v3/
  Secret key   sk_test_BQokikJOvBiI2HlWgH4olfQ2   (any sk_test_… opens a sandbox of its own)
  Public key   pk_test_TYooMQauvdEDq54NiTphI7jx
`);
}

/** Requests that run are finished; a second signal, or ten seconds, end the process anyway. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), drainMs).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
