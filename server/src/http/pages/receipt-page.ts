import { formatAmount } from '@onfile/shared/money.ts';
import type { Receipt } from '../../flows/payments/receipt.ts';

/** A receipt as a page without script, with amounts and dates in `locale` (BCP 47). */
export function receiptPage(receipt: Receipt, locale: string): string {
  const money = (minorUnits: number) => escaped(formatAmount(minorUnits, receipt.currency, locale));
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const day = (seconds: number) => escaped(date.format(seconds * 1000));
  const row = (name: string, amount: string, kind = '') =>
    `<tr${kind === '' ? '' : ` class="${kind}"`}><th scope="row">${name}</th><td>${amount}</td></tr>`;
  const rows = [
    ...receipt.lines.map(({ name, quantity, amount }) =>
      row(`${escaped(name)}${quantity > 1 ? ` × ${quantity}` : ''}`, money(amount)),
    ),
    row('Amount paid', money(receipt.amount), 'total'),
    ...receipt.refunds.map(({ at, amount, pending }) =>
      row(`Refund${pending ? ' (on its way)' : ''}, ${day(at)}`, money(-amount)),
    ),
    ...(receipt.refunds.length === 0 ? [] : [row('Amount kept', money(kept(receipt)), 'total')]),
  ];
  const business = escaped(receipt.business);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Receipt from ${business}</title>
<link rel="stylesheet" href="/receipts/style.css">
</head>
<body><main>
<h1>Receipt from ${business}</h1>
<dl>
<div><dt>Receipt</dt><dd>${escaped(receipt.number)}</dd></div>
<div><dt>Date paid</dt><dd>${day(receipt.paidAt)}</dd></div>
<div><dt>Payment method</dt><dd>${escaped(brandName(receipt.card.brand))} ending in ${escaped(receipt.card.last4)}</dd></div>
</dl>
<table>
<caption>Summary</caption>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main></body>
</html>
`;
}

function kept(receipt: Receipt): number {
  return receipt.refunds.reduce((left, { amount }) => left - amount, receipt.amount);
}

const brandNames: Readonly<Record<string, string>> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

function brandName(brand: string): string {
  return brandNames[brand] ?? 'Card';
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** For narrow screens, dark ones, and paper. */
export const receiptStylesheet = `
:root { color-scheme: light dark; --text: #1a1f36; --quiet: #4f566b; --line: #d8dee4; --paper: #fff; --page: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f2f4f8; --quiet: #b4bccb; --line: #3c4257; --paper: #1a1f36; --page: #0d1020; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; margin: 2rem auto; padding: clamp(1rem, 5vw, 2.5rem); background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px; overflow-wrap: anywhere; }
h1 { margin: 0 0 1.5rem; font-size: 1.375rem; line-height: 1.25; }
dl { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: 0 0 2rem; }
dt, caption { color: var(--quiet); font-size: .875rem; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: start; padding-bottom: .5rem; }
th, td { padding: .625rem 0; border-top: 1px solid var(--line); font-weight: 400; text-align: start; vertical-align: top; }
td { padding-inline-start: 1rem; text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.total > * { font-weight: 600; }
@media (max-width: 24rem) { main { margin: 0; border: 0; border-radius: 0; min-height: 100vh; } }
@media print {
  :root { color-scheme: light; --text: #000; --quiet: #333; --line: #999; --paper: #fff; --page: #fff; }
  main { margin: 0; border: 0; max-width: none; padding: 0; }
}
`;
