import type { ChallengeDone } from '@onfile/shared/element-rpc.ts';
import './challenge.css';

/** The frame around the issuer's page: shows it, and tells the merchant's page when it is finished or closed. */
const hash = new URLSearchParams(location.hash.slice(1));
const attempt = hash.get('attempt') ?? '';
const parentOrigin = hash.get('parent') ?? '';
const issuerPath = hash.get('acs') ?? '';

function tell(cancelled: boolean): void {
  const message: ChallengeDone = { type: 'onfile.challenge.done', attempt, cancelled };
  parent.postMessage(message, parentOrigin);
}

addEventListener('message', (event: MessageEvent) => {
  const ours = event.origin === location.origin && event.data?.type === 'onfile.challenge.done';
  if (ours && event.data.attempt === attempt) tell(false);
});
function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape') tell(true);
}
addEventListener('keydown', onKey);
const close = document.querySelector<HTMLButtonElement>('.LightboxModalClose');
close?.addEventListener('click', () => tell(true));

// Only a page of this server: whoever built the URL cannot put another one here.
if (/^\/acs\/[A-Za-z0-9_]+$/.test(issuerPath)) {
  const content = document.querySelector('.LightboxModalContent');
  const frame = document.createElement('iframe');
  frame.name = 'stripe-challenge-frame';
  frame.id = 'challengeFrame';
  frame.title = '3D Secure';
  frame.src = issuerPath;
  frame.addEventListener('load', () => {
    document.querySelector('.LightboxModalLoadingIndicator')?.remove();
    // Keys pressed inside the issuer's page stay there. A live issuer's page is on another site and has its own way out.
    frame.contentDocument?.addEventListener('keydown', onKey);
  });
  content?.append(frame);
}
