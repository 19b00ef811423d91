import type { KeyRing } from './keys.ts';
import { keyIdOf } from './seal.ts';
import type { Binding, Vault } from './vault.ts';

/** A sealed card in its place. */
export interface SealedCard {
  /** Increases from one card to the next. */
  readonly position: number;
  readonly binding: Binding;
  readonly sealed: string;
}

/** Where the sealed cards of all accounts are kept. */
export interface SealedCards {
  /** Returns the cards after a position, in order, at most one batch; empty at the end. */
  after(position: number): Promise<SealedCard[]>;
  /** Replaces a seal, unless the card has been destroyed or resealed since it was read. */
  replace(card: SealedCard, sealed: string): Promise<void>;
}

/**
 * Reseals every card that is not under the newest key, while servers keep running. Can be interrupted anywhere and run
 * again. Returns how many cards it resealed.
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
