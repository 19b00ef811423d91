/** One way to build the payment page. */
export interface Way {
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly script: string;
}

export const ways: readonly Way[] = [
  {
    path: '/pay/element',
    title: 'Payment Element',
    about: 'Asks for consent and shows saved cards by itself.',
    script: '/element.js',
  },
  {
    path: '/pay/own',
    title: 'Your own checkbox and list',
    about: 'Your markup for consent and saved cards.',
    script: '/own.js',
  },
  {
    path: '/pay/react',
    title: 'React',
    about: 'The same with @stripe/react-stripe-js.',
    script: '/react.js',
  },
];

const testCards = [
  ['4242 4242 4242 4242', 'is approved'],
  ['4000 0027 6000 3184', 'asks for 3-D Secure'],
  ['4000 0000 0000 0002', 'is declined'],
] as const;

const mug = `<svg class="mug" viewBox="0 0 200 160" role="img" aria-label="A stoneware mug">
<path d="M46 34h88v76a26 26 0 0 1-26 26H72a26 26 0 0 1-26-26z" fill="var(--clay)"/>
<path d="M134 52h14a22 22 0 0 1 0 44h-14" fill="none" stroke="var(--clay)" stroke-width="13"/>
<path d="M46 34h88v20c-16 12-30-4-44 6s-30 2-44-4z" fill="var(--glaze)"/></svg>`;

export function productPage(known: boolean, unitAmount: number): string {
  const choices = ways
    .map(
      ({ path, title, about }) =>
        `<li><a class="way" href="${path}"><strong>${title}</strong><span>${about}</span></a></li>`,
    )
    .join('');
  return layout(
    'Stoneware mug',
    `<div class="product">${mug}<div>
<h1>Stoneware mug</h1>
<p class="price">$${(unitAmount / 100).toFixed(2)}</p>
<p>Holds 30 cl. Thrown by hand, and entirely imaginary.</p>
<p class="note">${known ? 'Welcome back. If you saved your card, the next mug takes two clicks.' : 'Pay with a test card and let the shop save it.'}</p>
</div></div>
<h2>Buy it with …</h2><ul class="ways">${choices}</ul>`,
  );
}

export function payPage(page: {
  way: Way;
  clientSecret: string;
  publishableKey: string;
  onfileUrl: string;
}): string {
  const cards = testCards.map(([number, what]) => `<li><code>${number}</code> ${what}</li>`).join('');
  return layout(
    page.way.title,
    `<div id="checkout" class="checkout" data-client-secret="${escaped(page.clientSecret)}" data-publishable-key="${escaped(page.publishableKey)}">
<h1>Your mug</h1>
<p class="total">Total <strong id="total" aria-live="polite">…</strong></p>
<div id="saved-cards"></div>
<div id="payment-element"></div>
<label id="save-row" class="save" hidden><input type="checkbox" id="save-payment-method-checkbox"> Save my payment information for future purchases</label>
<p id="message" class="message" role="alert"></p>
<button id="pay" class="button" type="button">Pay</button>
</div>
<aside><h2>Cards to try</h2><ul class="cards">${cards}</ul><p>Any future date, any code, any ZIP code.</p></aside>
<script src="${escaped(page.onfileUrl)}/v3/"></script><script type="module" src="${page.way.script}"></script>`,
  );
}

export function thanksPage(order: { paid: boolean; amount: number; last4: string; saved: boolean }): string {
  const saved = order.saved
    ? 'Your card is saved, as you agreed. The next purchase takes two clicks.'
    : 'Your card was not saved.';
  return layout(
    'Thank you',
    `<div class="thanks"><h1>${order.paid ? 'Thank you' : 'Not paid yet'}</h1>
<p>$${(order.amount / 100).toFixed(2)} with the card ending in ${escaped(order.last4)}.</p>
<p class="note">${saved}</p><p><a class="button" href="/">Buy again</a></p></div>`,
  );
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Mug shop</title>
<link rel="stylesheet" href="/style.css">
</head>
<body><header><a href="/">Mug shop</a></header><main>${body}</main></body>
</html>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
