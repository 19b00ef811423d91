// What is measured of the API, and the floors that each stands beside.
import {
  confirmation,
  customerParams,
  get,
  offSessionParams,
  post,
  send,
  sessionParams,
} from './requests.mjs';

const customersBefore = 100;

const always = (make) => async () => make;
const createCustomer = always(() => post('/v1/customers', customerParams));
const listTen = always(() => get('/v1/customers?limit=10'));
const readOne = (id) => always(() => get(`/v1/customers/${id}`));

/** `prepare(url, connections)` answers the maker of requests. A `target` is the least ratio to `against`, at 16 connections. */
export const floors = [
  { name: 'node:http, JSON', server: 'http-json', prepare: readOne('cus_1') },
  { name: 'Fastify, insert, a commit each', server: 'insert-commit-each', prepare: createCustomer },
  { name: 'Fastify, insert, shared commit', server: 'insert-shared-commit', prepare: createCustomer },
  { name: 'Fastify, read by id', server: 'read', prepare: readOne('cus_500') },
  { name: 'Fastify, list of ten', server: 'read', prepare: listTen },
];

const shared = 'Fastify, insert, shared commit';

export const scenarios = [
  {
    name: 'create a customer',
    prepare: always(() => post('/v1/customers', customerParams, { idempotent: false })),
    against: shared,
    target: 0.63,
    peer: 6600,
  },
  {
    name: 'create a customer, idempotency key',
    prepare: createCustomer,
    against: shared,
  },
  {
    name: 'read a customer',
    prepare: async (url) => {
      const { id } = await send(url, post('/v1/customers', customerParams));
      return () => get(`/v1/customers/${id}`);
    },
    against: 'Fastify, read by id',
    target: 0.4,
    peer: 11_500,
  },
  {
    name: 'list ten customers',
    prepare: async (url) => {
      for (let made = 0; made < customersBefore; made += 1)
        await send(url, post('/v1/customers', customerParams));
      return () => get('/v1/customers?limit=10');
    },
    against: 'Fastify, list of ten',
    target: 0.75,
    peer: 8100,
  },
  {
    name: 'create a Checkout Session',
    prepare: async (url) => {
      const { id } = await send(url, post('/v1/customers', customerParams));
      return () => post('/v1/checkout/sessions', sessionParams(id), { idempotent: false });
    },
    against: shared,
    peer: 6300,
  },
  {
    name: 'confirm a payment, saving the card',
    prepare: async (url, count) => {
      const ready = await openSessions(url, count);
      return () => ready.pop() ?? null;
    },
    against: shared,
  },
  {
    name: 'charge a saved card while its customer is away',
    prepare: async (url) => {
      const { id } = await send(url, post('/v1/customers', customerParams));
      const card = await send(url, post('/v1/payment_methods/pm_card_visa/attach', { customer: id }));
      return () => post('/v1/payment_intents', offSessionParams(id, card.id), { idempotent: false });
    },
    against: shared,
  },
];

/** Sessions that wait to be paid, each once and by a customer of its own. */
async function openSessions(url, count) {
  const ready = [];
  const open = async () => {
    while (ready.length < count) {
      const { id } = await send(url, post('/v1/customers', customerParams));
      const session = await send(url, post('/v1/checkout/sessions', sessionParams(id)));
      ready.push(confirmation(session));
    }
  };
  await Promise.all(Array.from({ length: 16 }, open));
  return ready;
}
