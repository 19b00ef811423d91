import { type Query, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Api } from './client.ts';

interface Happening {
  readonly id: string;
  readonly object: { readonly object: string };
}

/** What else shows something about an object of that kind. */
const alsoShown: Readonly<Record<string, readonly string[]>> = {
  charge: ['payment_intent', 'customer', 'onfile.statistics'],
  'checkout.session': ['onfile.consent', 'customer'],
  dispute: ['charge', 'payment_intent'],
  payment_intent: ['charge', 'customer', 'onfile.statistics', 'onfile.consent'],
  payment_method: ['customer', 'onfile.consent', 'onfile.statistics'],
  price: ['product'],
  product: ['price'],
  refund: ['charge', 'payment_intent', 'onfile.statistics'],
  setup_intent: ['onfile.consent', 'payment_method'],
};
const always = ['event', 'onfile.webhook_delivery'];

/** Changes are collected for this long, and fetched together. */
const gatherMs = 400;
/** Fetching takes at most a quarter of the time: a busy server has better things to do. */
const restShare = 3;
const longestPauseMs = 30_000;
/** Beyond this many pages a list is not refreshed, so that new entries above do not move what somebody reads. */
const livePages = 4;

/** Keeps what is shown up to date; returns whether it currently does. */
export function useLiveUpdates(api: Api): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const refresh = async () => {
      const begun = performance.now();
      const kinds = new Set(stale);
      stale.clear();
      await client.invalidateQueries({
        predicate: (query) => kinds.has(String(query.queryKey[0])) && !isFarDown(query),
      });
      if (stop.signal.aborted) return;
      const pause = Math.max(gatherMs, restShare * (performance.now() - begun));
      timer = setTimeout(() => {
        if (stale.size > 0) void refresh();
        else timer = undefined;
      }, pause);
    };
    const notice = (happening: Happening) => {
      const kind = happening.object.object;
      for (const name of [kind, ...(alsoShown[kind] ?? []), ...always]) stale.add(name);
      timer ??= setTimeout(() => void refresh(), gatherMs);
    };

    let missed = false;
    const turn = (now: boolean) => {
      setLive(now);
      // Nobody was told what happened meanwhile, and what failed meanwhile may work now.
      if (now && missed) void client.invalidateQueries({ predicate: (query) => !isFarDown(query) });
      missed = !now;
    };

    void keepReading(api, notice, turn, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [api, client]);
  return live;
}

function isFarDown(query: Query): boolean {
  const data: unknown = query.state.data;
  return (
    typeof data === 'object' &&
    data !== null &&
    'pages' in data &&
    Array.isArray(data.pages) &&
    data.pages.length > livePages
  );
}

async function keepReading(
  api: Api,
  notice: (happening: Happening) => void,
  setLive: (live: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let pause = 1000;
  while (!signal.aborted) {
    try {
      const response = await api.stream('/v1/onfile/stream', signal);
      setLive(true);
      pause = 1000;
      await readStream(response, notice);
    } catch {
      if (signal.aborted) return;
    }
    setLive(false);
    await sleep(pause, signal);
    pause = Math.min(pause * 2, longestPauseMs);
  }
}

async function readStream(response: Response, notice: (happening: Happening) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trim())
        .join('\n');
      if (data !== '') notice(JSON.parse(data));
    }
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
