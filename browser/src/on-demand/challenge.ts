import type { ThreeDSecureAction } from '@onfile/shared/checkout-page.ts';
import { applyStyles, nextFrameName, watchForBlocking } from '../elements/frame.ts';

/** All that browsers and shops say of dialogs, undone. */
const overlayStyles: Readonly<Record<string, string>> = {
  display: 'block',
  position: 'fixed',
  inset: '0',
  width: '100%',
  height: '100%',
  'max-width': 'none',
  'max-height': 'none',
  margin: '0',
  padding: '0',
  border: '0',
  background: 'rgba(0, 0, 0, .45)',
};
const frameStyles: Readonly<Record<string, string>> = {
  border: '0',
  width: '100%',
  height: '100%',
  display: 'block',
  background: 'transparent',
  'color-scheme': 'light dark',
};

/**
 * Shows the issuer's challenge over the page, a modal dialog of the shop's included, until the issuer has answered or the
 * buyer closed it. Resolves whether it was closed. The page behind does not scroll and takes no focus meanwhile; the
 * focus goes back where it was. Where
 * the page's policy keeps the frame out, the whole page goes to the issuer and the promise stays pending.
 */
export async function showChallenge(
  origin: string,
  action: ThreeDSecureAction,
): Promise<{ cancelled: boolean }> {
  const focused = document.activeElement;
  const overlay = document.createElement('dialog');
  overlay.tabIndex = -1;
  overlay.setAttribute('aria-label', '3D Secure authentication');
  applyStyles(overlay, overlayStyles);
  const iframe = document.createElement('iframe');
  iframe.name = nextFrameName();
  iframe.title = '3D Secure authentication';
  iframe.allow = 'payment *; publickey-credentials-get *';
  iframe.src = `${action.challenge_url}#${new URLSearchParams({
    acs: `/acs/${action.attempt}`,
    parent: location.origin,
    attempt: action.attempt,
  })}`;
  applyStyles(iframe, frameStyles);
  overlay.append(iframe);
  const { overflow } = document.body.style;
  const stopWatching = watchForBlocking(iframe.src, () => location.assign(action.redirect_url));
  document.body.append(overlay);
  document.body.style.setProperty('overflow', 'hidden');
  // Only the top layer is above other dialogs, and what is not in the uppermost one is inert.
  overlay.showModal();
  // Until the frame's page is there it would lose the focus, and Escape with it.
  overlay.focus();
  iframe.addEventListener('load', () => iframe.focus());
  try {
    return await answerOf(origin, overlay, iframe, action.attempt);
  } finally {
    stopWatching();
    overlay.remove();
    document.body.style.setProperty('overflow', overflow);
    if (focused instanceof HTMLElement) focused.focus();
  }
}

function answerOf(
  origin: string,
  overlay: HTMLDialogElement,
  iframe: HTMLIFrameElement,
  attempt: string,
): Promise<{ cancelled: boolean }> {
  return new Promise((resolve) => {
    const done = (cancelled: boolean) => {
      removeEventListener('message', onMessage);
      resolve({ cancelled });
    };
    const onMessage = (event: MessageEvent) => {
      if (event.origin !== origin || event.source !== iframe.contentWindow) return;
      const { type, attempt: about, cancelled } = event.data ?? {};
      if (type === 'onfile.challenge.done' && about === attempt) done(cancelled === true);
    };
    addEventListener('message', onMessage);
    // By Escape, or by what else closes dialogs, as the back gesture of phones does.
    overlay.addEventListener('close', () => done(true));
  });
}
