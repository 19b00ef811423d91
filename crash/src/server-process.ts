import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../cli/dist/onfile.js', import.meta.url));

interface Settings {
  readonly port: number;
  /** A folder that outlives it. */
  readonly data: string;
  /** A PostgreSQL database; SQLite in the folder without it. */
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

  /** Resolves when it answers, or has ended before it did. */
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

  /** By a crash point, or by `kill`. */
  get killed(): boolean {
    return this.#child.signalCode === 'SIGKILL';
  }

  /** As a power cut: nothing is flushed, nothing is closed. */
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
