/** Selectors of frames, from the outermost in, to the one that is meant; none is the page itself. */
export type Frames = readonly string[];

/** Keys that write nothing, as WebDriver calls them. Source: W3C WebDriver, "Keyboard actions". */
const keys = { tab: '\uE004', enter: '\uE007' };

/** As long as a step may take on a machine that does much else. */
export const patience = { timeout: 30_000, interval: 100 };

/** A page in a browser, whoever drives it: what a journey needs. Each verb waits for what it names. */
export abstract class Tab {
  abstract open(url: string): Promise<void>;
  /** What an expression comes to there, as JSON knows it; promises are awaited. */
  abstract evaluate(frames: Frames, expression: string): Promise<unknown>;
  /** Presses a pointer's button over the middle of an element. */
  protected abstract point(frames: Frames, element: string): Promise<void>;
  /** Presses keys, one after the other, where the focus is. */
  abstract press(frames: Frames, keys: string): Promise<void>;
  abstract close(): Promise<void>;

  async click(frames: Frames, element: string): Promise<void> {
    await until(async () => {
      if (!(await this.#rests(frames, element))) return false;
      await this.point(frames, element);
      return true;
    });
  }

  /** Clicks into a field and types: WebKit gives the focus to another site's frame only where the buyer has pointed at it. */
  async type(frames: Frames, field: string, text: string): Promise<void> {
    await until(async () => {
      await this.click(frames, field);
      return this.evaluate(frames, `${elementOf(field)}.matches(':focus')`);
    });
    await this.press(frames, text);
  }

  /** By keyboard, to a frame's first field: what the page shows of the frame may be too little to click on. */
  async walkInto([frame = '', ...inner]: Frames, field: string): Promise<void> {
    const frames = [frame, ...inner];
    await until(() => this.evaluate(frames, `${elementOf(field)} !== null`));
    await this.evaluate([], `${elementOf(frame)}.focus()`);
    await this.press(frames, keys.tab);
    await until(() => this.evaluate(frames, `${elementOf(field)}.matches(':focus')`));
  }

  /** Presses an element of the page by keyboard: buttons move while the frame above them grows. */
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

  /** Whether an element and the frames around it are where they were two pictures ago. */
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

/** The first answer that says something; what goes wrong before it is tried again. Throws what was thrown last. */
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
