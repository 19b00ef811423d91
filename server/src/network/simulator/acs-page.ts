import { formatAmount } from '@onfile/shared/money.ts';

interface Shown {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly last4: string;
  /** Where the answer is posted. */
  readonly action: string;
}

/**
 * The test issuer's page. Its buttons are those of a form, so a press counts as soon as the page is there, before
 * any script could run.
 */
export function acsPage({ amount, currency, last4, action }: Shown): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>3D Secure 2 Test Page</title>
<link rel="stylesheet" href="/acs/style.css">
</head>
<body>
<main>
<p class="issuer">Test issuer</p>
<h1>3D Secure 2 Test Page</h1>
<p>This is a test ${amount === 0 ? 'authentication' : `payment of <strong>${escaped(formatAmount(amount, currency, 'en'))}</strong>`} using 3D Secure, with the card ending in ${escaped(last4)}. In live mode, customers are asked to verify this payment with their bank.</p>
<form method="post" action="${escaped(action)}">
<button id="test-source-authorize-3ds" name="answer" value="authenticated" aria-label="Complete authentication">Complete</button>
<button id="test-source-fail-3ds" name="answer" value="failed" class="plain" aria-label="Fail authentication">Fail</button>
</form>
</main>
</body>
</html>
`;
}

export const acsStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 26rem; margin: 0 auto; padding: 2rem 1.5rem; }
.issuer { margin: 0 0 1.5rem; font-size: .75rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; opacity: .65; }
h1 { margin: 0 0 .75rem; font-size: 1.25rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.75rem; }
button { flex: 1 1 8rem; min-height: 2.75rem; border: 1px solid transparent; border-radius: .5rem; background: #4f46e5; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
button.plain { border-color: color-mix(in srgb, CanvasText 30%, transparent); background: transparent; color: CanvasText; }
button:focus-visible { outline: 3px solid #a5b4fc; outline-offset: 2px; }
`;

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
