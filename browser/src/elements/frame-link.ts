import type { FrameMethods, OuterMethods } from '@onfile/shared/element-rpc.ts';
import { type Connection, connect, WindowMessenger } from 'penpal';
import { IntegrationError } from '../integration-error.ts';
import { FrameGone } from './frame-gone.ts';
import type { ElementType, Frame } from './framed-element.ts';
import { plainRemote } from './plain-remote.ts';

/** When the page hears that a frame has not loaded; one that loads later is still used. */
const frameLoadMs = 10_000;
/** How often to check whether the page has removed a busy frame. */
const lookMs = 200;

/** What an element does about its frame. */
interface Ends {
  methodsFor(shown: HTMLIFrameElement): OuterMethods;
  /** The frame's app starts afresh. */
  connected(): void;
  /** What was typed is lost with the app. */
  disconnected(): void;
  /** The app did not load, or could not do what it was told. */
  failed(error: unknown): void;
}

export type FrameLink = ReturnType<typeof newFrameLink>;

/** An element's frame, and the connection to the app inside it. */
export function newFrameLink(origin: string, type: ElementType, ends: Ends) {
  let iframe: HTMLIFrameElement | null = null;
  let connectedTo: Window | null = null;
  let connection: Connection<FrameMethods> | null = null;
  let frame: Promise<Frame> | null = null;

  /** Whether it is on the page: a page may remove the container without notice. */
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
      // Its page may still arrive.
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
        // A frame that is moved on the page starts afresh.
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
    /** Throws IntegrationError while it is not mounted, and FrameGone if the frame disappears before it answers. */
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
