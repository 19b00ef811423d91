import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../cli/dist/onfile.js', import.meta.url));

interface Settings {
  readonly port: number;
  /** A data folder that outlives the process. */
  readonly data: string;
  /** A PostgreSQL database; without one, SQLite in the folder. */
  readonly databaseUrl?: string;
  /** Arms a crash point. */
  readonly crashAt?: string | null;
}

/** The server as its users run it. */
export class ServerProcess {
  readonly ended: Promise<unknown>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = once(child, 'exit');
  }

  /** Resolves once the server answers or has ended. */
  static async start({ port, data, databaseUrl, crashAt }: Settings): Promise<ServerProcess> {
    const { ONFILE_CRASH_AT: _, DATABASE_URL: __, ...environment } = process.env;
    const child = spawn(process.execPath, [command, 'serve', '--port', String(port), '--data', data], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...environment,
        ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
        ...(crashAt == null ? {} : { ONFILE_CRASH_AT: crashAt }),
      },
    });
    const server = new ServerProcess(child);
    const ready = new Promise<void>((resolve) => {
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Onfile is ready')) resolve();
      });
    });
    await Promise.race([ready, server.ended]);
    return server;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Whether a crash point or `kill` ended it. */
  get killed(): boolean {
    return this.#child.signalCode === 'SIGKILL';
  }

  /** Acts like a power cut: flushes nothing, closes nothing. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.ended;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was free.');
  return address.port;
}
