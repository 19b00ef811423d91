import { formatAmount } from '@onfile/shared/money.ts';
import type { Challenge } from './simulator.ts';

interface AcsPage {
  readonly challenge: Challenge;
  /** Where the cardholder's answer is posted: `result` is `authenticated` or `failed`. */
  readonly action: string;
  /** URL of the stylesheet; the page has no inline style or script. */
  readonly stylesheet: string;
  /** Who asks for the payment; null leaves the line out. */
  readonly merchant: string | null;
}

/**
 * The test issuer's 3-D Secure page, as HTML. Its buttons submit a plain form, so that a press counts as soon as the page is
 * painted. Ids and texts are those that tests written for Stripe look for.
 */
export function acsPage({ challenge, action, stylesheet, merchant }: AcsPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>3D Secure 2 Test Page</title>
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
</head>
<body>
<main>
<p class="issuer"><svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2 3 6v2h18V6zM5 10v8H3v3h18v-3h-2v-8h-3v8h-2.5v-8h-3v8H8v-8z"/></svg>Test issuer</p>
<h1>3D Secure 2 Test Page</h1>
<p>${purpose(challenge)}</p>
<dl>
${merchant === null ? '' : `<div><dt>Merchant</dt><dd>${escapeHtml(merchant)}</dd></div>`}
<div><dt>Card</dt><dd>•••• ${escapeHtml(challenge.last4)}</dd></div>
</dl>
${challenge.status === 'pending' ? form(action) : conclusion(challenge.status)}
</main>
</body>
</html>
`;
}

function purpose({ amount, currency }: Challenge): string {
  if (amount === 0) return 'This is a test of setting up a card using 3D Secure.';
  return `This is a test payment of ${escapeHtml(formatAmount(amount, currency, 'en-US'))} using 3D Secure.`;
}

/** The labels read "Complete" and "Fail"; the rest of the older, longer ones is there for tests that look for them. */
function form(action: string): string {
  return `<form method="post" action="${escapeHtml(action)}">
<button type="submit" id="test-source-authorize-3ds" name="result" value="authenticated"><span>Complete</span><span class="quiet"> authentication</span></button>
<button type="submit" id="test-source-fail-3ds" name="result" value="failed"><span>Fail</span><span class="quiet"> authentication</span></button>
</form>`;
}

function conclusion(status: Exclude<Challenge['status'], 'pending'>): string {
  const sentence = status === 'failed' ? 'The authentication failed.' : 'The authentication is complete.';
  return `<p role="status">${sentence} You may go back to the merchant.</p>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
