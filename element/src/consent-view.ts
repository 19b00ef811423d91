const words = '.p-Checkbox, .p-TermsText';
/** Smaller text is not read. */
const leastPx = 12;
/** How often browsers that can do so look what covers an element. */
const lookMs = 100;

/**
 * Whether what a buyer agrees to is in view. The frame measures its own layout; what lies above the frame, or makes it
 * transparent, is told by browsers that know (Intersection Observer v2).
 */
export class ConsentView {
  readonly #root: HTMLElement;
  /** What the browser said of an element last, and whether it ever said yes. */
  readonly #told = new WeakMap<Element, { readonly now: boolean; readonly ever: boolean }>();
  readonly #observer = new IntersectionObserver((entries) => this.#note(entries), {
    threshold: [0, 0.99],
    delay: lookMs,
    trackVisibility: true,
  } as IntersectionObserverInit);
  readonly #found = new Map<string, boolean>();
  #watched: readonly Element[] = [];

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** Watches what there is to agree to, after each rendering. */
  watch(): void {
    const found = [...this.#root.querySelectorAll(words)];
    for (const gone of this.#watched.filter((element) => !found.includes(element)))
      this.#observer.unobserve(gone);
    for (const element of found.filter((one) => !this.#watched.includes(one)))
      this.#observer.observe(element);
    this.#watched = found;
  }

  /** The box with its label, at the moment in which it is ticked. */
  boxInView(): boolean {
    const box = this.#root.querySelector('.p-Checkbox');
    return box !== null && this.#once(box, () => isWhole(box) && this.#told.get(box)?.now !== false);
  }

  /** The terms, when the buyer pays: they may have been scrolled past since. True where there are none. */
  termsInView(): boolean {
    const terms = this.#root.querySelector('.p-TermsText');
    return terms === null || this.#once(terms, () => this.#told.get(terms)?.ever ?? isWhole(terms));
  }

  /**
   * What was found of words when they were first agreed to stays: a payment that is sent again, because nobody knows what
   * became of it, has to be the same payment in every word.
   */
  #once({ textContent }: Element, look: () => boolean): boolean {
    const words = textContent ?? '';
    const found = this.#found.get(words) ?? look();
    this.#found.set(words, found);
    return found;
  }

  #note(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      // A browser that does not look for covers says nothing of them.
      const uncovered = Reflect.get(entry, 'isVisible') !== false;
      const now = uncovered && entry.intersectionRatio >= 0.99 && isWhole(entry.target);
      this.#told.set(entry.target, { now, ever: now || this.#told.get(entry.target)?.ever === true });
    }
  }
}

/** Drawn, large enough, inside the frame, and on top at its middle and near its edges. */
function isWhole(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const texts = element.matches('.p-TermsText') ? [element] : [...element.children];
  return texts.every((text) => {
    const { left, right, top, bottom, width, height } = text.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const points = [left + 1, left + width / 2, right - 1].flatMap((x) =>
      [top + 1, top + height / 2, bottom - 1].map((y) => [x, y] as const),
    );
    return (
      inside &&
      Math.min(width, height) >= leastPx &&
      points.every(([x, y]) => text.contains(document.elementFromPoint(x, y)))
    );
  });
}
