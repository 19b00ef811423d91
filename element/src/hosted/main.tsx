import { languageOf } from '@onfile/shared/languages.ts';
import { localeFrom } from '@onfile/shared/locale.ts';
import { render } from 'preact';
import { loadTexts, speak } from '../texts/texts.ts';
import { HostedCheckout } from './hosted-checkout.tsx';
import { openSession } from './session.ts';
import { loadHostedTexts } from './texts.ts';
import '../element.css';
import './hosted.css';

/** The checkout page at `/c/pay/:session`: its path names the session, its fragment is the secret. */
const root = document.getElementById('root');
if (root !== null) {
  const opened = await openSession(window.location);
  const asked = opened.type === 'open' || opened.type === 'done' ? opened.page.locale : null;
  const locale = localeFrom(asked, navigator.language);
  const language = languageOf(locale);
  const [texts, fieldTexts] = await Promise.all([loadHostedTexts(language), loadTexts(language)]);
  speak(language);
  if ('page' in opened) {
    document.title = opened.page.business.name;
    paint(opened.page.business.color);
  }
  render(<HostedCheckout opened={opened} locale={locale} texts={texts} fieldTexts={fieldTexts} />, root);
}

/** Applies the account's colour, with text that is legible on it (WCAG 2.2, relative luminance). */
function paint(color: string | null): void {
  if (color === null) return;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const { style } = document.documentElement;
  style.setProperty('--accent', color);
  style.setProperty('--on-accent', luminance > 0.179 ? '#000000' : '#ffffff');
}
