import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Frames, Tab, until } from './tab.ts';

/** A call of the W3C WebDriver protocol. */
type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/** WebKitGTK over WebDriver, on a virtual screen; the machine's language is `C`. */
export async function openWebKit(): Promise<Tab> {
  const home = mkdtempSync(join(tmpdir(), 'onfile-webkit-'));
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await numberOf(screen);
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, DISPLAY: `:${display}`, HOME: home, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    stdio: 'ignore',
  });
  const end = async () => {
    for (const started of [driver, screen]) {
      if (started.exitCode === null && started.kill()) await once(started, 'exit');
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 20 });
  };
  const root = `http://127.0.0.1:${port}`;
  try {
    await until(() => callsTo(root)('GET', '/status'));
    const opened = (await callsTo(root)('POST', '/session', { capabilities: {} })) as { sessionId: string };
    return new WebKitTab(callsTo(`${root}/session/${opened.sessionId}`), end);
  } catch (error) {
    await end();
    throw error;
  }
}

class WebKitTab extends Tab {
  readonly #call: Call;
  readonly #end: () => Promise<void>;

  constructor(call: Call, end: () => Promise<void>) {
    super();
    this.#call = call;
    this.#end = end;
  }

  async open(url: string): Promise<void> {
    await this.#call('POST', '/url', { url });
  }

  async evaluate(frames: Frames, expression: string): Promise<unknown> {
    await this.#enter(frames);
    const script = `const done = arguments[0];
(async () => (${expression}))().then(
  (value) => done(JSON.stringify({ value: value ?? null })),
  (error) => done(JSON.stringify({ error: String(error) })),
);`;
    const answer = JSON.parse(String(await this.#call('POST', '/execute/async', { script, args: [] })));
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  }

  protected async point(frames: Frames, selector: string): Promise<void> {
    await this.#enter(frames);
    const [id] = Object.values(await this.#find(selector));
    await this.#call('POST', `/element/${id}/click`, {});
  }

  async press(frames: Frames, keys: string): Promise<void> {
    await this.#enter(frames);
    const actions = [...keys].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  async close(): Promise<void> {
    await this.#call('DELETE', '');
    await this.#end();
  }

  /** Directs the following calls to that frame. */
  async #enter(frames: Frames): Promise<void> {
    await this.#call('POST', '/frame', { id: null });
    for (const frame of frames) await this.#call('POST', '/frame', { id: await this.#find(frame) });
  }

  async #find(selector: string): Promise<object> {
    return (await this.#call('POST', '/element', { using: 'css selector', value: selector })) as object;
  }
}

function callsTo(address: string): Call {
  return async (method, path, body) => {
    const answer = await fetch(address + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { readonly value: { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

/** Xvfb picks a free screen, and prints its number once it is ready. */
async function numberOf({ stdio }: ChildProcess): Promise<string> {
  const [told] = stdio[3] == null ? [] : await once(stdio[3], 'data');
  return String(told).trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
