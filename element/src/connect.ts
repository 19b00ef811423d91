import type { CommonFrameMethods, OuterMethods } from '@onfile/shared/element-rpc.ts';
import { connect, type RemoteProxy, WindowMessenger } from 'penpal';

/** The merchant's page, once it has connected. */
export type Outer = () => RemoteProxy<OuterMethods> | null;

interface FrameApp {
  methods(): CommonFrameMethods;
  /** The page has connected: from now on it is told what happens. */
  watch(): void;
}

/** Connects an element's app to the page around its frame. */
export function connectToPage(make: (outer: Outer) => FrameApp): void {
  const parentOrigin = new URLSearchParams(location.hash.slice(1)).get('parent') ?? '';
  if (parentOrigin === '' || parent === window) return;
  let outer: RemoteProxy<OuterMethods> | null = null;
  const app = make(() => outer);
  const connection = connect<OuterMethods>({
    messenger: new WindowMessenger({ remoteWindow: parent, allowedOrigins: [parentOrigin] }),
    methods: app.methods(),
  });
  connection.promise.then(
    (proxy) => {
      outer = proxy;
      app.watch();
    },
    () => {},
  );
}

/** Tells the page about focus, Escape and Enter from now on. */
export function tellOfFocus(
  tell: (word: (outer: RemoteProxy<OuterMethods>) => Promise<unknown>) => void,
): void {
  addEventListener('focus', () => tell((outer) => outer.focused()));
  addEventListener('blur', () => tell((outer) => outer.blurred()));
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tell((outer) => outer.escaped());
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && isTyped(event.target)) {
      tell((outer) => outer.entered());
    }
  });
}

function isTyped({ type }: HTMLInputElement): boolean {
  return type !== 'checkbox' && type !== 'radio' && type !== 'button';
}
