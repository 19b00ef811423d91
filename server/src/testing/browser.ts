import { Refusal } from './page.ts';

/** A key used in pages; its sandbox is that of Stripe's documentation. */
export const publishableKey = 'pk_test_TYooMQauvdEDq54NiTphI7jx';

/** A card as the element sends it, under `name`. */
export function cardData(number = '4242424242424242', name = 'payment_method_data') {
  return {
    [`${name}[type]`]: 'card',
    [`${name}[card][number]`]: number,
    [`${name}[card][exp_month]`]: '12',
    [`${name}[card][exp_year]`]: '2034',
    [`${name}[card][cvc]`]: '123',
  };
}

/** Makes calls as a browser with a publishable key does. Throws Refusal for what the server refuses. */
export function browserOf(server: string, key = publishableKey) {
  const call = async (method: 'GET' | 'POST', path: string, params: Readonly<Record<string, string>>) => {
    const form = new URLSearchParams({ key, ...params });
    const response =
      method === 'GET'
        ? await fetch(`${server}${path}?${form}`)
        : await fetch(`${server}${path}`, { method, body: form });
    const body = await response.json();
    if (!response.ok) throw new Refusal(response.status, body.error);
    return body;
  };
  return {
    get: (path: string, params: Readonly<Record<string, string>>) => call('GET', path, params),
    post: (path: string, params: Readonly<Record<string, string>>) => call('POST', path, params),
  };
}
