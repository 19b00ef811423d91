import type { ThreeDSecureAction } from '@onfile/shared/checkout-page.ts';
import { applyStyles, nextFrameName, watchForBlocking } from '../elements/frame.ts';

/** Undoes the styles that browsers and shops give to dialogs. */
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
 * Shows the issuer's challenge above the page, even above a modal dialog of the shop's, until the issuer has answered or
 * the buyer closes it. Resolves to whether it was closed. Meanwhile the page behind does not scroll and takes no focus;
 * afterwards the focus returns to where it was. If the page's policy blocks the frame, the whole page goes to the issuer
 * and the promise stays pending.
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
  // Only the top layer is above other dialogs, and whatever is outside the uppermost one is inert.
  overlay.showModal();
  // Until the frame's page has loaded, the frame would lose the focus, and Escape with it.
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
    // Escape, or whatever else closes dialogs, such as a phone's back gesture.
    overlay.addEventListener('close', () => done(true));
  });
}
