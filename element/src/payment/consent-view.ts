const words = '.p-Checkbox, .p-TermsText';
/** Smaller text does not count as read. */
const leastPx = 12;
/** How close to its edges an element is tested: rounded corners of a few pixels still belong to it. */
const edgePx = 2;
/** Anything visible for less is a flash that nobody reads. */
const leastSeenMs = 500;
/** How often browsers that support it check what covers an element. */
const lookMs = 100;
/**
 * How long to pause after the frame has changed its size: Chromium drops clicks into a frame that checks for covers and
 * has moved or grown within half a second, and browser tests click that early.
 */
const restMs = 550;

/**
 * Whether what a buyer agrees to has been in view long enough to be read. The frame measures its own layout; browsers with
 * Intersection Observer v2 report whatever lies above the frame or makes it transparent. What no browser reports is not
 * known to be in view.
 */
export class ConsentView {
  readonly #root: HTMLElement;
  readonly #sights = new WeakMap<Element, Sight>();
  readonly #observer = new IntersectionObserver((entries) => this.#note(entries), {
    threshold: [0, 0.99],
    delay: lookMs,
    trackVisibility: true,
  } as IntersectionObserverInit);
  readonly #found = new Map<string, boolean>();
  #watched: readonly Element[] = [];
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
    new ResizeObserver(() => this.#rest()).observe(document.documentElement);
  }

  /** Observes what there is to agree to, after each rendering. */
  watch(): void {
    const found = [...this.#root.querySelectorAll(words)];
    for (const gone of this.#watched.filter((element) => !found.includes(element)))
      this.#observer.unobserve(gone);
    if (this.#resting === undefined) {
      for (const element of found.filter((one) => !this.#watched.includes(one)))
        this.#observer.observe(element);
    }
    this.#watched = found;
  }

  /** Stops observing, and resumes once the frame keeps its size. What was in view no longer counts as unbroken. */
  #rest(): void {
    clearTimeout(this.#resting);
    this.#note(this.#observer.takeRecords());
    this.#observer.disconnect();
    for (const element of this.#watched) {
      this.#sights.set(element, { since: null, longEnough: this.#wasSeen(element) });
    }
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      for (const element of this.#watched) this.#observer.observe(element);
    }, restMs);
  }

  /** The box with its label, up to the moment it is ticked. */
  boxInView(): boolean {
    const box = this.#root.querySelector('.p-Checkbox');
    return box !== null && this.#once(box, () => isWhole(box) && this.#seenMs(box) >= leastSeenMs);
  }

  /** The terms, at the moment the buyer pays: they may have been scrolled away since. True if there are none. */
  termsInView(): boolean {
    const terms = this.#root.querySelector('.p-TermsText');
    return terms === null || this.#once(terms, () => this.#wasSeen(terms));
  }

  /**
   * Keeps what was found about words when they were first agreed to: a payment that is sent again because its outcome is
   * unknown has to be the same payment in every word.
   */
  #once({ textContent }: Element, look: () => boolean): boolean {
    const words = textContent ?? '';
    const found = this.#found.get(words) ?? look();
    this.#found.set(words, found);
    return found;
  }

  #note(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const { target, time, intersectionRatio } = entry;
      // Absent if the browser does not check for covers.
      const uncovered = Reflect.get(entry, 'isVisible') === true;
      const seen = uncovered && intersectionRatio >= 0.99 && isWhole(target);
      const before = this.#sights.get(target);
      this.#sights.set(target, {
        since: seen ? (before?.since ?? time) : null,
        longEnough: before !== undefined && (before.longEnough || msOf(before, time) >= leastSeenMs),
      });
    }
  }

  #seenMs(element: Element): number {
    return msOf(this.#sights.get(element), performance.now());
  }

  #wasSeen(element: Element): boolean {
    return this.#sights.get(element)?.longEnough === true || this.#seenMs(element) >= leastSeenMs;
  }
}

/** What the browser has reported about an element. Times are milliseconds of this document's clock. */
interface Sight {
  /** Since when it has been in view; null if it is not. */
  readonly since: number | null;
  /** Whether it has ever been in view for long enough. */
  readonly longEnough: boolean;
}

function msOf(sight: Sight | undefined, time: number): number {
  return sight === undefined || sight.since === null ? 0 : time - sight.since;
}

/** Drawn, large enough, inside the frame, and on top at its middle and near its edges. */
function isWhole(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const texts = element.matches('.p-TermsText') ? [element] : [...element.children];
  return texts.every((text) => {
    const { left, right, top, bottom, width, height } = text.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const points = [left + edgePx, left + width / 2, right - edgePx].flatMap((x) =>
      [top + edgePx, top + height / 2, bottom - edgePx].map((y) => [x, y] as const),
    );
    return (
      inside &&
      Math.min(width, height) >= leastPx &&
      points.every(([x, y]) => text.contains(document.elementFromPoint(x, y)))
    );
  });
}
