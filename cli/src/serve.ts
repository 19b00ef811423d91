import { readConfig } from '@onfile/server/config/config.ts';
import { type RunningServer, start } from '@onfile/server/main.ts';
import { Command } from 'commander';
import { configOption, dataOption } from './settings.ts';
import { stopOnSignal } from './stop-on-signal.ts';

interface Flags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly config?: string;
}

/** The secret key of Stripe's documentation, and the publishable key that shares what follows `_test_` with it. */
export const demoKeys = {
  secretKey: 'sk_test_BQokikJOvBiI2HlWgH4olfQ2',
  publishableKey: 'pk_test_BQokikJOvBiI2HlWgH4olfQ2',
} as const;

/** `onfile serve`: the whole server in one process, until SIGTERM or SIGINT. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('start the API, the payment element and its script')
    .option('-p, --port <number>', 'port to listen on (12111)')
    .option('--host <address>', 'address to listen on (127.0.0.1); others need production keys')
    .addOption(dataOption())
    .addOption(configOption())
    .action(serve);
}

async function serve(flags: Flags): Promise<void> {
  try {
    const running = await start(readConfig(flags, process.env));
    printWelcome(running);
    stopOnSignal(() => running.stop());
  } catch (error) {
    failWith(error);
  }
}

/** Prints one clear line, and sets exit code 1. */
export function failWith(error: unknown): void {
  console.error(error instanceof Error ? `onfile: ${error.message}` : 'onfile: it could not start.');
  process.exitCode = 1;
}

function printWelcome({ url, services, setUpUrl }: RunningServer): void {
  const keys =
    services.keyMode === 'development'
      ? `  Secret key   ${demoKeys.secretKey}   (any sk_test_… opens a sandbox of its own)
  Public key   ${demoKeys.publishableKey}`
      : '  Keys         onfile keys create --account acct_…';
  console.log(`Onfile is ready.

  API          ${url}
  Dashboard    ${url}/dashboard
  Script       ${url}/v3/
${keys}
${setUpUrl === null ? '' : `\n  Set up the dashboard's first owner (this link works once, for a day):\n  ${setUpUrl}\n`}`);
}
