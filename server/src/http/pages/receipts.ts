import { localeFrom } from '@onfile/shared/locale.ts';
import type { FastifyInstance } from 'fastify';
import { receiptOf } from '../../flows/payments/receipt.ts';
import type { Services } from '../../services.ts';
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
    // A receipt changes with its refunds, so nobody else may keep it.
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
          body: receiptPage(found, localeFrom(...namedIn(request.headers['accept-language']))),
        });
  });
}

/** The languages of an `Accept-Language`, in the browser's order. */
function namedIn(accepted = ''): string[] {
  return accepted.split(',').map((range) => range.split(';', 1)[0] ?? '');
}
