import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkFaults } from '../../requests/faults.ts';
import { NetworkUnavailable } from '../network.ts';

const noFaults: NetworkFaults = { latencyMs: 0, outage: false, lostAnswerRate: 0, declineRate: 0, seed: '' };

/** The switches of all accounts. */
export class FaultSwitches {
  readonly #accounts = new Map<string, AccountFaults>();

  /** Changes the named switches and restarts the account's sequence. Throws RangeError for a rate outside 0 to 1. */
  set(account: string, change: Partial<NetworkFaults>): void {
    const faults = { ...this.of(account).faults, ...change };
    for (const rate of [faults.lostAnswerRate, faults.declineRate]) {
      if (!(rate >= 0 && rate <= 1)) throw new RangeError('A rate is a number from 0 to 1.');
    }
    this.#accounts.set(account, new AccountFaults(faults));
  }

  of(account: string): AccountFaults {
    return this.#accounts.get(account) ?? flawless;
  }
}

class AccountFaults {
  readonly faults: NetworkFaults;
  #draws = 0;

  constructor(faults: NetworkFaults) {
    this.faults = faults;
  }

  /** A request's way to the issuer. Rejects with `NetworkUnavailable` during an outage. */
  async reach(): Promise<void> {
    if (this.faults.latencyMs > 0) await sleep(this.faults.latencyMs);
    if (this.faults.outage) throw new NetworkUnavailable('The card network is out of order.');
  }

  /** An answer's way back. Throws `NetworkUnavailable` if it is lost. */
  deliver<Answer>(answer: Answer): Answer {
    if (this.#happens(this.faults.lostAnswerRate)) {
      throw new NetworkUnavailable("The card network's answer was lost.");
    }
    return answer;
  }

  declines(): boolean {
    return this.#happens(this.faults.declineRate);
  }

  #happens(rate: number): boolean {
    if (rate === 0) return false;
    this.#draws += 1;
    const digest = createHash('sha256').update(`${this.faults.seed} ${this.#draws}`).digest();
    return digest.readUInt32BE() / 2 ** 32 < rate;
  }
}

const flawless = new AccountFaults(noFaults);
