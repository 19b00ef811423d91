import type { FastifyInstance } from 'fastify';
import { receiptOf } from '../flows/receipt.ts';
import type { Services } from '../services.ts';
import { receiptPage, receiptStylesheet } from './receipt-page.ts';

/** Nothing runs on a receipt and nothing leaves it; nobody may frame it. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const headers = {
  'Content-Security-Policy': policy,
  // A receipt changes with its refunds, and is nobody else's to keep.
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
} as const;

/** `/receipts/:token`: the page that a charge's `receipt_url` names. */
export function serveReceipts(server: FastifyInstance, services: Services): void {
  server.get('/receipts/style.css', (_request, reply) => reply.type('text/css').send(receiptStylesheet));
  server.get<{ Params: { token: string } }>('/receipts/:token', async (request, reply) => {
    const receipt = await receiptOf(services, request.params.token);
    reply.headers(headers);
    return receipt === null
      ? reply.code(404).type('text/plain; charset=utf-8').send('There is no such receipt.')
      : reply
          .type('text/html; charset=utf-8')
          .send(receiptPage(receipt, preferredLocale(request.headers['accept-language'])));
  });
}

/** The first language that the browser names and that amounts can be written in. */
function preferredLocale(accepted = ''): string {
  for (const range of accepted.split(',')) {
    const tag = range.split(';', 1)[0]?.trim() ?? '';
    if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) continue;
    try {
      const [supported] = Intl.NumberFormat.supportedLocalesOf(tag);
      if (supported !== undefined) return supported;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return 'en-US';
}
