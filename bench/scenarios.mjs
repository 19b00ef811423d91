// What is measured of the API, and the floors that it is compared with.
import {
  confirmation,
  customerParams,
  get,
  offSessionParams,
  paidIntentParams,
  post,
  pricedSessionParams,
  send,
  sessionParams,
} from './requests.mjs';

const customersBefore = 100;

const always = (make) => async () => make;
const createCustomer = always(() => post('/v1/customers', customerParams));
const listTen = always(() => get('/v1/customers?limit=10'));
const readOne = (id) => always(() => get(`/v1/customers/${id}`));

/** Bare servers. A scenario names the one that it is compared with by its `key`. */
export const floors = [
  { name: 'node:http, JSON', server: 'http-json', prepare: readOne('cus_1') },
  { name: 'Fastify, insert, a commit each', server: 'insert-commit-each', prepare: createCustomer },
  {
    key: 'insert',
    name: 'Fastify, insert, shared commit',
    server: 'insert-shared-commit',
    prepare: createCustomer,
  },
  { key: 'read', name: 'Fastify, read by id', server: 'read', prepare: readOne('cus_500') },
  { key: 'list', name: 'Fastify, list of ten', server: 'read', prepare: listTen },
];

/** The same on PostgreSQL, each row with its own commit. */
export const postgresFloors = [
  { key: 'insert', name: 'Fastify, insert, a commit each', server: 'postgres', prepare: createCustomer },
  { key: 'read', name: 'Fastify, read by id', server: 'postgres', prepare: readOne('cus_500') },
  { key: 'list', name: 'Fastify, list of ten', server: 'postgres', prepare: listTen },
];

/**
 * `prepare(url, count)` resolves with a function that makes requests. `aims` are the least ratios to the floor that
 * `against` names, by number of connections. `peer` says how a peer does the same: like Onfile, with its own `prepare`, or
 * why it `lacks` it.
 */
export const scenarios = [
  {
    name: 'create a customer',
    prepare: always(() => post('/v1/customers', customerParams, { idempotent: false })),
    against: 'insert',
    aims: { 1: 0.7, 16: 0.7 },
  },
  {
    name: 'create a customer, idempotency key',
    prepare: createCustomer,
    against: 'insert',
    aims: { 16: 0.6 },
    peer: { lacks: 'keeps no idempotency keys' },
  },
  {
    name: 'read a customer',
    prepare: async (url) => {
      const { id } = await send(url, post('/v1/customers', customerParams));
      return () => get(`/v1/customers/${id}`);
    },
    against: 'read',
    aims: { 16: 0.7 },
  },
  {
    name: 'list ten customers',
    prepare: async (url) => {
      for (let made = 0; made < customersBefore; made += 1)
        await send(url, post('/v1/customers', customerParams));
      return listTen();
    },
    against: 'list',
    aims: { 16: 0.8 },
  },
  {
    name: 'create a Checkout Session',
    prepare: async (url) => {
      const { id } = await send(url, post('/v1/customers', customerParams));
      return () => post('/v1/checkout/sessions', sessionParams(id), { idempotent: false });
    },
    against: 'insert',
    aims: { 16: 0.6 },
    peer: {
      prepare: async (url) => {
        const { id } = await send(url, post('/v1/customers', customerParams));
        const { id: product } = await send(url, post('/v1/products', { name: 'T-shirt' }));
        const price = await send(url, post('/v1/prices', { product, currency: 'usd', unit_amount: '2000' }));
        return () => post('/v1/checkout/sessions', pricedSessionParams(id, price.id), { idempotent: false });
      },
      note: 'the peer knows no `price_data`: its session names a price that is there',
    },
  },
  {
    name: 'pay an intent with a new card',
    prepare: always(() => post('/v1/payment_intents', paidIntentParams, { idempotent: false })),
    against: 'insert',
    peer: { note: 'the peer pays nothing when an intent is made: its own stays unpaid' },
  },
  {
    name: 'confirm a payment, saving the card',
    prepare: async (url, count) => {
      const ready = await openSessions(url, count);
      return () => ready.pop() ?? null;
    },
    against: 'insert',
    aims: { 16: 0.18 },
    peer: { lacks: 'takes no card at checkout' },
  },
  {
    name: 'charge a saved card while its customer is away',
    prepare: async (url) => {
      const { id } = await send(url, post('/v1/customers', customerParams));
      const card = await send(url, post('/v1/payment_methods/pm_card_visa/attach', { customer: id }));
      return () => post('/v1/payment_intents', offSessionParams(id, card.id), { idempotent: false });
    },
    against: 'insert',
    aims: { 16: 0.28 },
    peer: { lacks: 'charges no saved card' },
  },
];

/** Opens sessions that wait to be paid, each once and by its own customer. */
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
