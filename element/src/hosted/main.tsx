import { languageOf } from '@onfile/shared/consent-texts.ts';
import { render } from 'preact';
import { HostedCheckout } from './hosted-checkout.tsx';
import { openSession } from './session.ts';
import { loadHostedTexts } from './texts.ts';
import './hosted.css';

/** The checkout page at `/c/pay/:session`: its path names the session, its fragment is the secret. */
const root = document.getElementById('root');
if (root !== null) {
  const opened = await openSession(window.location);
  const asked = opened.type === 'open' || opened.type === 'done' ? opened.page.locale : null;
  const locale = asked === null || asked === 'auto' ? navigator.language : asked;
  const texts = await loadHostedTexts(languageOf(locale));
  document.documentElement.lang = languageOf(locale);
  if ('page' in opened) document.title = opened.page.business.name;
  render(<HostedCheckout opened={opened} locale={locale} texts={texts} />, root);
}
