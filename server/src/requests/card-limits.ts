import ipaddr from 'ipaddr.js';

/*
 * Card testing: somebody tries numbers, or the codes of one number, on a shop's open form. What distinguishes it from buying is
 * how many cards come from one place, so that is what is counted: an honest address uses few, however often it tries.
 */

const windowSeconds = 10 * 60;

interface Limits {
  /** Different cards from one address. */
  readonly address: number;
  /** Different cards with the keys of one account. */
  readonly key: number;
  /** Uses of one card. Everybody uses the same test cards. */
  readonly card: number;
}

/** In test mode there is nothing to steal, and test suites use many numbers from one address. */
export const cardLimits: Readonly<Record<'live' | 'test', Limits>> = {
  live: { address: 20, key: 1000, card: 30 },
  test: { address: 300, key: 3000, card: Number.POSITIVE_INFINITY },
};

/** How many addresses, accounts and cards are remembered; the one seen first longest ago is forgotten first. */
const remembered = 10_000;

export interface CardUse {
  readonly account: string;
  readonly livemode: boolean;
  readonly ipAddress: string;
  readonly fingerprint: string;
}

export interface CardLimits {
  /** Records that a browser uses a card; false if that is one too many. `now`: the machine's unix seconds. */
  take(use: CardUse, now: number): boolean;
}

interface Seen {
  readonly since: number;
  readonly cards: Set<string>;
  uses: number;
}

/** Counts in this process's memory, in windows that start with the first card. */
export function createCardLimits(): CardLimits {
  const known = new Map<string, Seen>();

  function seenOf(name: string, now: number): Seen {
    const before = known.get(name);
    if (before !== undefined && now < before.since + windowSeconds) return before;
    known.delete(name);
    const oldest = known.keys().next();
    if (known.size >= remembered && !oldest.done) known.delete(oldest.value);
    const fresh = { since: now, cards: new Set<string>(), uses: 0 };
    known.set(name, fresh);
    return fresh;
  }

  const hasRoom = ({ cards }: Seen, fingerprint: string, max: number) =>
    cards.has(fingerprint) || cards.size < max;

  return {
    take: ({ account, livemode, ipAddress, fingerprint }, now) => {
      const limits = cardLimits[livemode ? 'live' : 'test'];
      const owner = `${account} ${livemode}`;
      const address = seenOf(`address ${owner} ${networkOf(ipAddress)}`, now);
      const key = seenOf(`key ${owner}`, now);
      const counts = Number.isFinite(limits.card);
      const card = counts ? seenOf(`card ${owner} ${fingerprint}`, now) : null;
      if (
        !hasRoom(address, fingerprint, limits.address) ||
        !hasRoom(key, fingerprint, limits.key) ||
        (card !== null && card.uses >= limits.card)
      ) {
        return false;
      }
      address.cards.add(fingerprint);
      key.cards.add(fingerprint);
      if (card !== null) card.uses += 1;
      return true;
    },
  };
}

/** Whoever has one IPv6 address has the 2^64 beside it. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv6' ? parsed.toByteArray().slice(0, 8).join('.') : parsed.toString();
}
