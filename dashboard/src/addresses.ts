/** Where an object is shown, by its kind; null for what has no page. */
const pages: Readonly<Record<string, (id: string) => string>> = {
  charge: (id) => `/charges/${id}`,
  'checkout.session': (id) => `/sessions/${id}`,
  customer: (id) => `/customers/${id}`,
  dispute: (id) => `/disputes/${id}`,
  event: (id) => `/developers/events/${id}`,
  'onfile.consent': (id) => `/consents/${id}`,
  'onfile.request_log': (id) => `/developers/logs/${id}`,
  payment_intent: (id) => `/payments/${id}`,
  payment_method: (id) => `/payment_methods/${id}`,
  price: (id) => `/prices/${id}`,
  product: (id) => `/products/${id}`,
  refund: (id) => `/refunds/${id}`,
  webhook_endpoint: (id) => `/developers/webhooks/${id}`,
};

const prefixes: Readonly<Record<string, string>> = {
  ch: 'charge',
  cs: 'checkout.session',
  cons: 'onfile.consent',
  cus: 'customer',
  dp: 'dispute',
  du: 'dispute',
  evt: 'event',
  pi: 'payment_intent',
  pm: 'payment_method',
  price: 'price',
  prod: 'product',
  py: 'charge',
  re: 'refund',
  req: 'onfile.request_log',
  we: 'webhook_endpoint',
};

export function pageOf(kind: string, id: string): string | null {
  return pages[kind]?.(id) ?? null;
}

/** The kind of object that an id's prefix names. */
export function kindOfId(text: string): string | null {
  const match = /^([a-z]+)_[A-Za-z0-9_]{8,}$/.exec(text);
  return prefixes[match?.[1] ?? ''] ?? null;
}
