import { vi } from 'vitest';
import type { Network } from '../network/network.ts';

type Held = 'authorize' | 'verify' | 'capture' | 'reverse' | 'refund';

interface Gate {
  /** Resolves when a request has reached the network and waits there. */
  readonly reached: Promise<void>;
  /** Lets the network answer. */
  open(): void;
}

/** A network that can be held: an account's next call of a method then waits before the network acts on it. */
export function holdable(network: Network): { hold(account: string, method: Held): Gate } {
  const gates = new Map<string, { arrive(): void; readonly opened: Promise<void> }>();
  const pass = async (account: string, method: Held) => {
    const name = `${account} ${method}`;
    const gate = gates.get(name);
    if (gate === undefined) return;
    gates.delete(name);
    gate.arrive();
    await gate.opened;
  };
  const { authorize, verify, capture, reverse, refund } = network;
  vi.spyOn(network, 'authorize').mockImplementation(async (request) => {
    await pass(request.account, 'authorize');
    return authorize.call(network, request);
  });
  vi.spyOn(network, 'verify').mockImplementation(async (request) => {
    await pass(request.account, 'verify');
    return verify.call(network, request);
  });
  vi.spyOn(network, 'capture').mockImplementation(async (request) => {
    await pass(request.account, 'capture');
    return capture.call(network, request);
  });
  vi.spyOn(network, 'reverse').mockImplementation(async (request) => {
    await pass(request.account, 'reverse');
    return reverse.call(network, request);
  });
  vi.spyOn(network, 'refund').mockImplementation(async (request) => {
    await pass(request.account, 'refund');
    return refund.call(network, request);
  });
  return {
    hold: (account, method) => {
      let arrive = () => {};
      let open = () => {};
      const reached = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      gates.set(`${account} ${method}`, { arrive, opened });
      return { reached, open };
    },
  };
}
