import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Commands, Script } from 'webdriver-bidi-protocol';
import WebSocket from 'ws';
import { elementOf, type Frames, Tab } from './tab.ts';

type Send = <Method extends keyof Commands>(
  method: Method,
  params: Commands[Method]['params'],
) => Promise<Commands[Method]['returnType']>;

/** Headless Firefox over WebDriver BiDi; it takes the machine's language to be `C`. */
export async function openFirefox(): Promise<Tab> {
  const profile = mkdtempSync(join(tmpdir(), 'onfile-firefox-'));
  writeFileSync(join(profile, 'user.js'), "user_pref('intl.accept_languages', 'C');");
  const browser = spawn(
    'firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const end = async () => {
    if (browser.exitCode === null && browser.kill()) await once(browser, 'exit');
    // Its helper processes keep writing into it until they notice.
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  };
  try {
    const send = await connect(`${await addressFrom(browser)}/session`);
    await send('session.new', { capabilities: {} });
    // A separate tab has the focus, like the one in front of a buyer; in the first one, the address bar has it.
    const { context } = await send('browsingContext.create', { type: 'tab' });
    return new FirefoxTab(send, context, end);
  } catch (error) {
    await end();
    throw error;
  }
}

class FirefoxTab extends Tab {
  readonly #send: Send;
  readonly #page: string;
  readonly close: () => Promise<void>;

  constructor(send: Send, page: string, close: () => Promise<void>) {
    super();
    this.#send = send;
    this.#page = page;
    this.close = close;
  }

  async open(url: string): Promise<void> {
    await this.#send('browsingContext.navigate', { context: this.#page, url, wait: 'interactive' });
  }

  async evaluate(frames: Frames, expression: string): Promise<unknown> {
    const context = await this.#contextOf(frames);
    const answer = await this.#run(context, `(async () => JSON.stringify(await (${expression})))()`);
    return answer.type === 'string' ? JSON.parse(answer.value) : null;
  }

  protected async point(frames: Frames, selector: string): Promise<void> {
    const context = await this.#contextOf(frames);
    const found = await this.#run(context, elementOf(selector));
    if (found.type !== 'node' || found.sharedId === undefined) throw new Error(`There is no ${selector}.`);
    await this.#send('input.performActions', {
      context,
      actions: [
        {
          type: 'pointer',
          id: 'mouse',
          actions: [
            {
              type: 'pointerMove',
              x: 0,
              y: 0,
              origin: { type: 'element', element: { sharedId: found.sharedId } },
            },
            { type: 'pointerDown', button: 0 },
            { type: 'pointerUp', button: 0 },
          ],
        },
      ],
    });
  }

  async press(frames: Frames, keys: string): Promise<void> {
    const actions = [...keys].flatMap((value) => [
      { type: 'keyDown' as const, value },
      { type: 'keyUp' as const, value },
    ]);
    const context = await this.#contextOf(frames);
    await this.#send('input.performActions', {
      context,
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  }

  async #contextOf(frames: Frames): Promise<string> {
    let context = this.#page;
    for (const frame of frames) {
      const inner = await this.#run(context, `${elementOf(frame)}?.contentWindow`);
      if (inner.type !== 'window') throw new Error(`There is no frame ${frame}.`);
      context = inner.value.context;
    }
    return context;
  }

  async #run(context: string, expression: string): Promise<Script.RemoteValue> {
    const answer = await this.#send('script.evaluate', {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result;
  }
}

async function addressFrom({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('Firefox has no mouth.');
  for await (const line of createInterface(stderr)) {
    const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    // Nobody reads its later output, which must not fill the pipe.
    stderr.resume();
    return address;
  }
  throw new Error('Firefox ended before it listened.');
}

async function connect(address: string): Promise<Send> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  socket.on('message', (data) => {
    const { id, result, message } = JSON.parse(String(data));
    if (message === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(message));
    waiting.delete(id);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox is gone.'));
  });
  let calls = 0;
  return (method, params) =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve: (result) => resolve(result as never), reject });
      socket.send(JSON.stringify({ id: calls, method, params }));
    });
}
