import { Command } from 'commander';
import { clockCommand } from './clock.ts';
import { devCommand } from './dev.ts';
import { eventsCommand } from './events.ts';
import { initCommand } from './init.ts';
import { keysCommand } from './keys.ts';
import { listenCommand } from './listen.ts';
import { logsCommand } from './logs.ts';
import { membersCommand } from './members.ts';
import { faultsCommand, resetCommand, seedCommand } from './sandbox.ts';
import { serveCommand } from './serve.ts';
import { triggerCommand } from './trigger.ts';
import { vaultCommand } from './vault.ts';

/** All commands of `onfile`. */
export function createProgram(): Command {
  return new Command('onfile')
    .description("Card-on-file checkout that speaks Stripe's API, on your own machine.")
    .version('0.1.0')
    .showHelpAfterError('Run onfile --help to list the commands.')
    .addCommand(serveCommand())
    .addCommand(devCommand())
    .addCommand(initCommand())
    .addCommand(listenCommand())
    .addCommand(triggerCommand())
    .addCommand(eventsCommand())
    .addCommand(logsCommand())
    .addCommand(clockCommand())
    .addCommand(faultsCommand())
    .addCommand(seedCommand())
    .addCommand(resetCommand())
    .addCommand(keysCommand())
    .addCommand(membersCommand())
    .addCommand(vaultCommand())
    .addHelpText(
      'after',
      `
Examples:
  $ onfile serve                         API on http://127.0.0.1:12111, data in ./data
  $ onfile dev                           the same with a demo shop on http://127.0.0.1:12113
  $ onfile serve --port 8080 --data /srv/onfile
  $ onfile listen --forward-to localhost:3000/webhook
  $ onfile trigger payment_intent.succeeded
  $ onfile keys create --account acct_shop

Each setting is also an environment variable (ONFILE_PORT, ONFILE_HOST, ONFILE_DATA, …), and .env is read.`,
    );
}

/**
 * The subcommand that is meant if it is left out. The parser's own default would take a mistyped subcommand for the
 * default's argument.
 */
const implied: Readonly<Record<string, string>> = { clock: 'show', faults: 'show' };

export function withImplied(words: readonly string[]): readonly string[] {
  const [first, second] = words;
  if (isLeftOut(first)) return ['serve', ...words];
  const command = implied[first ?? ''];
  return command === undefined || !isLeftOut(second) ? words : [first ?? '', command, ...words.slice(1)];
}

function isLeftOut(word: string | undefined): boolean {
  return word === undefined || (word.startsWith('-') && !/^(-h|--help|-V|--version)$/.test(word));
}
