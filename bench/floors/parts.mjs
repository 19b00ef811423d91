// What the floors share: the body they return, the form they read and the table they write, as plain as possible.
import { parse } from 'node:querystring';
import Fastify from 'fastify';
import Database from 'libsql';

/** A customer as large as the API's. */
export const customer = (id, email = 'jenny.rosen@example.com') => ({
  id,
  object: 'customer',
  address: null,
  balance: 0,
  created: 1_790_000_000,
  currency: null,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: 'Bought in the shop',
  discount: null,
  email,
  invoice_prefix: 'ABCDEFGH',
  invoice_settings: {
    custom_fields: null,
    default_payment_method: null,
    footer: null,
    rendering_options: null,
  },
  livemode: false,
  metadata: { order_id: '6735' },
  name: 'Jenny Rosen',
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
});

/** A database in the working folder, as durable as Onfile's: write-ahead log, an fsync at every commit. */
export function openDatabase() {
  const database = new Database('floor.db');
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  database.exec(
    'create table customers (seq integer primary key autoincrement, id text not null unique, created integer not null, doc text not null)',
  );
  return database;
}

export const insertion = 'insert into customers (id, created, doc) values (?, ?, ?)';

/** A bare Fastify that reads forms. */
export function fastify() {
  const server = Fastify();
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parse(body)),
  );
  return server;
}

/** Listens on a free port and prints the address, which is how the bench knows that a floor is ready. */
export async function listen(server) {
  console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
}
