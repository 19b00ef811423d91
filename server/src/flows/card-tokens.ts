import { errors } from '@onfile/shared/errors.ts';
import { paymentMethods } from '../api/payment-methods/table.ts';
import type { Call } from '../api/route.ts';
import type { CreateParams } from '../api/tokens/params.ts';
import { type TokenRow, tokens } from '../api/tokens/table.ts';
import { tokenView } from '../api/tokens/view.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { receivePaymentMethod } from './receive-card.ts';

/** `POST /v1/tokens`: a card for one use. It is sealed as the payment method that the token becomes. */
export async function createToken(call: Call<CreateParams>, transaction: Transaction) {
  const { card } = call.params;
  const { cvc, exp_month, exp_year, networks, number } = card;
  const method = await receivePaymentMethod(
    call,
    transaction,
    {
      card: { cvc, exp_month, exp_year, networks, number },
      billing_details: {
        name: card.name,
        address: {
          city: card.address_city,
          country: card.address_country,
          line1: card.address_line1,
          line2: card.address_line2,
          postal_code: card.address_zip,
          state: card.address_state,
        },
      },
    },
    'card',
  );
  const row: TokenRow = {
    id: call.services.ids.next('token'),
    created: call.now,
    payment_method: method.id,
    used: 0,
    doc: { client_ip: call.client.ipAddress },
  };
  await tokens.insert(transaction, row);
  return tokenView(row, method, call.livemode);
}

/** `GET /v1/tokens/:token` */
export async function readToken(call: Call<unknown>, reader: Reader) {
  const id = call.path.token ?? '';
  const row = await tokens.find(reader, id);
  const method = row && (await paymentMethods.find(reader, row.payment_method));
  if (row === undefined || method === undefined) throw errors.missingInPath('token', id, 'token');
  return tokenView(row, method, call.livemode);
}
