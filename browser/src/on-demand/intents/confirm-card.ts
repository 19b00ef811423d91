import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { groupOf } from '../../elements/element-options.ts';
import { sendCard } from '../elements/cards.ts';
import { elementOf, formOf } from '../elements/given.ts';
import { confirmationOf, outcomeOfSending } from './confirm-intent.ts';
import { act, type Outcome, outcomeOf } from './intent-actions.ts';
import { type Access, addressOf, callApi } from './intents-api.ts';

/** `confirmCardPayment` and `confirmCardSetup`: with a card element, a card by its id, or the card that the intent has. */
export async function confirmCard(
  access: Access,
  mode: 'payment' | 'setup',
  clientSecret: unknown,
  data: unknown,
  options: unknown,
): Promise<Outcome> {
  const address = addressOf(clientSecret, mode);
  const given = groupOf(data, 'data');
  const { payment_method: _m, ...others } = formOf(data, 'data');
  const params: FormGroup = { ...others, ...confirmationOf(address) };
  const method = given.payment_method;
  const { card, ...about } = typeof method === 'string' ? {} : groupOf(method, 'payment_method');
  const element = elementOf(card);
  let first: Outcome;
  if (element !== null) {
    const sending = sendCard(element, {
      purpose: `${mode}_intent`,
      clientSecret: address.clientSecret,
      params: { ...params, payment_method_data: formOf(about, 'payment_method') },
    });
    first = await outcomeOfSending(access, address, sending);
  } else {
    const chosen =
      typeof method === 'string'
        ? { payment_method: method }
        : card === undefined
          ? {}
          : { payment_method_data: { type: 'card', ...formOf(method, 'payment_method') } };
    first = outcomeOf(
      await callApi(access, 'POST', `${address.path}/confirm`, {
        client_secret: address.clientSecret,
        ...params,
        ...chosen,
      }),
    );
  }
  const { handleActions } = groupOf(options, 'options');
  return handleActions === false ? first : act(access, address, first);
}
