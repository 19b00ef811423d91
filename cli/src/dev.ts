import { readConfig } from '@onfile/server/config/config.ts';
import { start } from '@onfile/server/main.ts';
import { Command } from 'commander';
import { demoKeys, failWith } from './serve.ts';
import { configOption, dataOption, portOf } from './settings.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** Next to the API's own; 4242 is what nearly every Stripe sample listens on. */
const shopPort = 12_113;

/** `onfile dev`: the server and the demo shop, for a first look. */
export function devCommand(): Command {
  return new Command('dev')
    .description('start the server together with the demo shop')
    .option('-p, --port <number>', 'port of the API (12111)')
    .option('--shop-port <number>', 'port of the demo shop', portOf, shopPort)
    .addOption(dataOption())
    .addOption(configOption())
    .action(dev);
}

async function dev({
  shopPort: at,
  ...given
}: {
  port?: string;
  shopPort: number;
  data?: string;
  config?: string;
}): Promise<void> {
  try {
    // Only this command loads the shop and the `stripe` package that it uses.
    const { startShop } = await import('@onfile/shop/server.ts');
    const running = await start(readConfig(given, process.env));
    const shop = await startShop({ port: at, onfileUrl: running.url, ...demoKeys }).catch(
      async (error: unknown) => {
        await running.stop();
        if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
          throw new Error(`Port ${at} for the demo shop is taken. Choose another with --shop-port.`);
        }
        throw error;
      },
    );
    console.log(`Onfile is ready.

  Demo shop    ${shop.url}
  API          ${running.url}
  Dashboard    ${running.url}/dashboard
  Script       ${running.url}/v3/
  Secret key   ${demoKeys.secretKey}   (any sk_test_… opens a sandbox of its own)
  Public key   ${demoKeys.publishableKey}

Three things to try:

  1. Buy a mug with 4242 4242 4242 4242 and let the shop save the card; then buy another one in two clicks.
  2. Pay with 4000 0027 6000 3184 to meet 3-D Secure, or 4000 0000 0000 0002 to be declined.
  3. curl ${running.url}/v1/onfile/consents -u ${demoKeys.secretKey}:

Ctrl+C stops both.`);
    stopOnSignal(async () => {
      await shop.stop();
      await running.stop();
    });
  } catch (error) {
    failWith(error);
  }
}
