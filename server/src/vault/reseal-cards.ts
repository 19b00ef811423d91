import type { KeyRing } from './keys.ts';
import { keyIdOf } from './seal.ts';
import type { Binding, Vault } from './vault.ts';

/** A sealed card where it is kept. */
export interface SealedCard {
  /** Grows from one card to the next. */
  readonly position: number;
  readonly binding: Binding;
  readonly sealed: string;
}

/** Where sealed cards are kept, over all accounts. */
export interface SealedCards {
  /** The cards behind a position, in order, a batch at most; none at the end. */
  after(position: number): Promise<SealedCard[]>;
  /** Replaces a seal, unless the card was destroyed or sealed anew since it was read. */
  replace(card: SealedCard, sealed: string): Promise<void>;
}

/**
 * Seals every card anew that is not under the newest key, while servers go on. Can be stopped anywhere and run again.
 * Answers how many it sealed.
 */
export async function resealCards(vault: Vault, keys: KeyRing, cards: SealedCards): Promise<number> {
  const { id } = keys.newest('card');
  let done = 0;
  let batch = await cards.after(0);
  for (let last = batch.at(-1); last !== undefined; last = batch.at(-1)) {
    const old = batch.filter((card) => keyIdOf(card.sealed) !== id);
    await Promise.all(old.map((card) => reseal(vault, cards, card)));
    done += old.length;
    batch = await cards.after(last.position);
  }
  return done;
}

async function reseal(vault: Vault, cards: SealedCards, card: SealedCard): Promise<void> {
  const number = await vault.openCard(card.sealed, card.binding);
  await cards.replace(card, vault.sealCard(number, card.binding));
}
