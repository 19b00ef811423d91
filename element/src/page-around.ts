import type { ChangedState, OuterMethods } from '@onfile/shared/element-rpc.ts';
import type { RemoteProxy } from 'penpal';
import type { Outer } from './connect.ts';

/** What an element tells the page around its frame: nothing twice, and only once there is something to show. */
export class PageAround {
  readonly #root: HTMLElement;
  readonly #outer: Outer;
  #toldHeight = 0;
  #toldState = '';
  #ready = false;

  constructor(root: HTMLElement, outer: Outer) {
    this.#root = root;
    this.#outer = outer;
  }

  tell(word: (outer: RemoteProxy<OuterMethods>) => Promise<unknown>): void {
    const outer = this.#outer();
    // The page may be gone, and then there is nobody left to tell.
    if (outer !== null) word(outer).catch(() => {});
  }

  /** The element is rendered: reports its height, its `state` and that it is ready, as soon as the page listens. */
  becomeReady(state: ChangedState | null): void {
    if (this.#ready || this.#outer() === null) return;
    this.#ready = true;
    this.tellHeight();
    if (state !== null) this.tellState(state);
    this.tell((outer) => outer.ready());
  }

  tellHeight(): void {
    const height = Math.ceil(this.#root.getBoundingClientRect().height) + 8;
    if (!this.#ready || height === this.#toldHeight) return;
    this.#toldHeight = height;
    this.tell((outer) => outer.resize(height));
  }

  tellState(state: ChangedState): void {
    const text = JSON.stringify(state);
    if (!this.#ready || text === this.#toldState) return;
    this.#toldState = text;
    this.tell((outer) => outer.changed(state));
  }
}
