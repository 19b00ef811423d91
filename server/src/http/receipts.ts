import type { FastifyInstance } from 'fastify';
import { receiptOf } from '../flows/receipt.ts';
import type { Services } from '../services.ts';
import { closed, receipt } from './policies.ts';
import { receiptPage, receiptStylesheet } from './receipt-page.ts';
import { sendDocument } from './send-document.ts';

/** `/receipts/:token`: the page that a charge's `receipt_url` names. */
export function serveReceipts(server: FastifyInstance, services: Services): void {
  server.get('/receipts/style.css', (_request, reply) =>
    sendDocument(reply, { policy: closed, type: 'text/css', cache: 'no-cache', body: receiptStylesheet }),
  );
  server.get<{ Params: { token: string } }>('/receipts/:token', async (request, reply) => {
    const found = await receiptOf(services, request.params.token);
    // A receipt changes with its refunds, and is nobody else's to keep.
    const sent = { policy: receipt, cache: 'no-store' };
    return found === null
      ? sendDocument(reply, {
          ...sent,
          status: 404,
          type: 'text/plain; charset=utf-8',
          body: 'There is no such receipt.',
        })
      : sendDocument(reply, {
          ...sent,
          type: 'text/html; charset=utf-8',
          body: receiptPage(found, preferredLocale(request.headers['accept-language'])),
        });
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
