import { createHash } from 'node:crypto';
import type { Store } from '../store/store.ts';
import { type ApiFault, type Faults, type NetworkFaults, noFaults, type SandboxFaults } from './faults.ts';
import { type FaultRow, keptFaults } from './kept-faults.ts';

interface Known extends FaultRow {
  readonly faults: SandboxFaults;
}

/** Creates this process's view of all sandboxes' faults. `toNetwork` receives those of the card network. */
export function createFaults(
  store: Store,
  toNetwork: (account: string, faults: NetworkFaults) => void,
): Faults {
  const kept = keptFaults(store);
  const accounts = new Map<string, Known>();
  const draws = new Map<string, number>();
  const faultsOf = (account: string) => accounts.get(account)?.faults ?? noFaults;
  let looking: Promise<void> = Promise.resolve();

  function learn(account: string, row: FaultRow | undefined): void {
    const before = accounts.get(account);
    if (row === undefined) accounts.delete(account);
    else if (row.doc !== before?.doc || row.revision !== before.revision) {
      accounts.set(account, { ...row, faults: JSON.parse(row.doc) });
    }
    if (row?.revision === before?.revision) return;
    for (const of of ['api', 'webhooks']) draws.delete(`${account} ${of}`);
    toNetwork(account, faultsOf(account).network);
  }

  async function read(): Promise<void> {
    const rows = await kept.all();
    for (const account of new Set([...accounts.keys(), ...rows.keys()])) learn(account, rows.get(account));
  }

  /** Runs one after the other, so that an earlier read never overwrites a later one. */
  function look(): Promise<void> {
    looking = looking.catch(() => {}).then(read);
    return looking;
  }

  async function tell(account: string): Promise<void> {
    await look();
    await store.announce('faults', account);
  }

  /** Draws a number from 0 to 1, the next in the account's sequence; the API and webhooks have one each. */
  function draw(account: string, of: 'api' | 'webhooks'): number {
    const sequence = `${account} ${of}`;
    const count = (draws.get(sequence) ?? 0) + 1;
    draws.set(sequence, count);
    return drawn(`${faultsOf(account).network.seed} ${of} ${count}`);
  }

  async function takes(account: string, fault: ApiFault): Promise<boolean> {
    if (fault.times === null) return true;
    const taken = await kept.takeOne(account, fault);
    await tell(account);
    return taken;
  }

  // If the database is away, the next look catches up.
  store.onAnnounced('faults', () => void look().catch(() => {}));

  return {
    of: faultsOf,
    change: async (account, change) => {
      await kept.change(account, change);
      await tell(account);
      return faultsOf(account);
    },
    clear: (account) => kept.clear(account).then(() => tell(account)),
    refuse: async (account, method, path) => {
      for (const fault of faultsOf(account).api) {
        const hits =
          (fault.method === null || fault.method === method) &&
          path.startsWith(fault.path ?? '') &&
          (fault.rate >= 1 || draw(account, 'api') < fault.rate);
        if (hits && (await takes(account, fault))) return fault.status;
      }
      return null;
    },
    disorder: (account) => {
      const { webhooks } = faultsOf(account);
      const happens = (rate: number) => rate > 0 && draw(account, 'webhooks') < rate;
      return {
        pauseSeconds: () => {
          if (happens(webhooks.lateRate)) return webhooks.lateSeconds;
          if (webhooks.outOfOrder) return 1 + Math.floor(3 * draw(account, 'webhooks'));
          return webhooks.atOnce ? 1 : 0;
        },
        isTwice: () => happens(webhooks.twiceRate),
      };
    },
    open: () => (store.processes === 'one' ? kept.clearAll() : look()),
    look,
  };
}

/** A number from 0 to 1, always the same for the same text. */
function drawn(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}
