import type { ChallengeDone } from '@onfile/shared/element-rpc.ts';
import './challenge.css';

/** The frame around the issuer's page: it shows the page, and tells the merchant's page when it is over or was closed. */
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
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') tell(true);
});
const close = document.querySelector<HTMLButtonElement>('.LightboxModalClose');
close?.addEventListener('click', () => tell(true));

// Only a page of this server: whoever made the address cannot put another one here.
if (/^\/acs\/[A-Za-z0-9_]+$/.test(issuerPath)) {
  const content = document.querySelector('.LightboxModalContent');
  const frame = document.createElement('iframe');
  frame.name = 'stripe-challenge-frame';
  frame.id = 'challengeFrame';
  frame.title = '3D Secure';
  frame.src = issuerPath;
  frame.addEventListener('load', () => document.querySelector('.LightboxModalLoadingIndicator')?.remove());
  content?.append(frame);
}
