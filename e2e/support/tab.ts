/** Selectors of frames, outermost first, down to the one that is meant; an empty list is the page itself. */
export type Frames = readonly string[];

/** Keys that write nothing, in WebDriver's encoding. Source: W3C WebDriver, "Keyboard actions". */
const keys = { tab: '\uE004', enter: '\uE007' };

/** As long as a step may take on a busy machine. */
export const patience = { timeout: 30_000, interval: 100 };

/** What a journey needs of a page in a browser, whatever drives it. Each method waits for what it names. */
export abstract class Tab {
  abstract open(url: string): Promise<void>;
  /** The JSON value of an expression evaluated there; promises are awaited. */
  abstract evaluate(frames: Frames, expression: string): Promise<unknown>;
  /** Clicks the middle of an element. */
  protected abstract point(frames: Frames, element: string): Promise<void>;
  /** Presses keys, one after the other, wherever the focus is. */
  abstract press(frames: Frames, keys: string): Promise<void>;
  abstract close(): Promise<void>;

  async click(frames: Frames, element: string): Promise<void> {
    await until(async () => {
      if (!(await this.#rests(frames, element))) return false;
      await this.point(frames, element);
      return true;
    });
  }

  /** Clicks into a field and types: WebKit only gives another site's frame the focus if the buyer has clicked it. */
  async type(frames: Frames, field: string, text: string): Promise<void> {
    await until(async () => {
      await this.click(frames, field);
      return this.evaluate(frames, `${elementOf(field)}.matches(':focus')`);
    });
    await this.press(frames, text);
  }

  /** Focuses a frame's first field by keyboard: the page may show too little of the frame to click on. */
  async walkInto([frame = '', ...inner]: Frames, field: string): Promise<void> {
    const frames = [frame, ...inner];
    await until(() => this.evaluate(frames, `${elementOf(field)} !== null`));
    await this.evaluate([], `${elementOf(frame)}.focus()`);
    await this.press(frames, keys.tab);
    await until(() => this.evaluate(frames, `${elementOf(field)}.matches(':focus')`));
  }

  /** Activates an element of the page by keyboard, because buttons move while the frame above them grows. */
  async enter(element: string): Promise<void> {
    await until(() =>
      this.evaluate([], `(${elementOf(element)}.focus(), ${elementOf(element)}.matches(':focus'))`),
    );
    await this.press([], keys.enter);
  }

  async text(frames: Frames, element: string): Promise<string> {
    return String(await until(() => this.evaluate(frames, `[${elementOf(element)}.innerText]`)));
  }

  async value(frames: Frames, field: string): Promise<string> {
    return String(await until(() => this.evaluate(frames, `[${elementOf(field)}.value]`)));
  }

  /** Whether an element and the frames around it have kept their place for two animation frames. */
  async #rests(frames: Frames, element: string): Promise<boolean> {
    for (const [depth, one] of [...frames, element].entries()) {
      const rests = await this.evaluate(
        frames.slice(0, depth),
        `new Promise((resolve) => {
          const place = () => JSON.stringify(${elementOf(one)}.getBoundingClientRect());
          const before = place();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(place() === before)));
        })`,
      );
      if (rests !== true) return false;
    }
    return true;
  }
}

export function elementOf(selector: string): string {
  return `document.querySelector(${JSON.stringify(selector)})`;
}

/** The first answer that is not empty; errors until then are retried. Throws the last error on timeout. */
export async function until<Answer>(ask: () => Promise<Answer>): Promise<NonNullable<Answer>> {
  const end = Date.now() + patience.timeout;
  let fault: unknown = new Error(`Nothing came of ${ask}`);
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      fault = error;
    }
    await new Promise((resolve) => setTimeout(resolve, patience.interval));
  }
  throw fault;
}
