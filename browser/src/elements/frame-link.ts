import type { FrameMethods, OuterMethods } from '@onfile/shared/element-rpc.ts';
import { type Connection, connect, WindowMessenger } from 'penpal';
import { IntegrationError } from '../integration-error.ts';
import { FrameGone } from './frame-gone.ts';
import type { ElementType, Frame } from './framed-element.ts';
import { plainRemote } from './plain-remote.ts';

/** The page hears of a frame that is not there by then; one that comes later is taken all the same. */
const frameLoadMs = 10_000;
/** How often is looked whether the page has thrown a busy frame away. */
const lookMs = 200;

/** What an element does about its frame. */
interface Ends {
  methodsFor(shown: HTMLIFrameElement): OuterMethods;
  /** The frame's app begins anew. */
  connected(): void;
  /** What was typed went with the app. */
  disconnected(): void;
  /** The app did not come, or could not do what it was told. */
  failed(error: unknown): void;
}

export type FrameLink = ReturnType<typeof newFrameLink>;

/** An element's frame, and the connection with the app in it. */
export function newFrameLink(origin: string, type: ElementType, ends: Ends) {
  let iframe: HTMLIFrameElement | null = null;
  let connectedTo: Window | null = null;
  let connection: Connection<FrameMethods> | null = null;
  let frame: Promise<Frame> | null = null;

  /** Whether it is on the page: a page may throw the container away without a word. */
  const isThere = () => iframe?.isConnected === true;

  function connectTo(shown: HTMLIFrameElement): void {
    const { contentWindow } = shown;
    if (contentWindow === null) return;
    connectedTo = contentWindow;
    const made = connect<FrameMethods>({
      messenger: new WindowMessenger({ remoteWindow: contentWindow, allowedOrigins: [origin] }),
      methods: ends.methodsFor(shown),
      timeout: frameLoadMs,
    });
    connection = made;
    frame = made.promise.then(plainRemote, () => {
      // Its page may come yet.
      if (connection === made) connectedTo = null;
      throw new Error(`The frame did not load within ${frameLoadMs / 1000} seconds.`);
    });
    ends.connected();
  }

  function disconnect(): void {
    connection?.destroy();
    connection = null;
    frame = null;
    ends.disconnected();
  }

  return {
    isThere,
    isConnected: () => connection !== null,
    blur: () => iframe?.blur(),
    open(shown: HTMLIFrameElement): void {
      iframe = shown;
      connectTo(shown);
      shown.addEventListener('load', () => {
        // Moved on the page, a frame begins anew.
        if (shown.contentWindow === connectedTo) return;
        disconnect();
        connectTo(shown);
      });
    },
    close(): void {
      disconnect();
      iframe = null;
    },
    tell(order: (frame: Frame) => Promise<unknown> | undefined): void {
      const told = connection;
      frame?.then(order).catch((error: unknown) => connection === told && ends.failed(error));
    },
    /** Throws IntegrationError while it is not mounted, FrameGone when the frame goes before it has answered. */
    async ask<Answer>(order: (frame: Frame) => Promise<Answer>): Promise<Answer> {
      const asked = connection;
      if (!isThere() || frame === null) throw new IntegrationError(`The ${type} Element is not mounted.`);
      return unlessGone(frame.then(order), () => connection !== asked || !isThere());
    },
  };
}

async function unlessGone<Answer>(answering: Promise<Answer>, gone: () => boolean): Promise<Answer> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const going = new Promise<never>((_, reject) => {
    timer = setInterval(() => gone() && reject(), lookMs);
  });
  try {
    return await Promise.race([answering, going]);
  } catch (error) {
    throw gone() ? new FrameGone() : error;
  } finally {
    clearInterval(timer);
  }
}
