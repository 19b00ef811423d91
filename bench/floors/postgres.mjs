// Floor on PostgreSQL: bare Fastify; an insert with its own commit, a row by its id, and the ten newest rows.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { customer, fastify, listen } from './parts.mjs';

const rows = 1000;
const connections = 16;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: connections });
await pool.query(
  'create table if not exists customers (seq bigserial primary key, id text not null unique, created bigint not null, doc text not null)',
);

/** A statement that each connection prepares once, by its name. */
const query = (name, text) => (values) => pool.query({ name, text, values });
const insert = query('insert', 'insert into customers (id, created, doc) values ($1, $2, $3)');
const byId = query('by id', 'select doc from customers where id = $1');
const newest = query('newest', 'select doc from customers order by seq desc limit $1');

const { rowCount } = await byId(['cus_1']);
for (let row = 1; row <= rows && rowCount === 0; row += 1) {
  const stored = customer(`cus_${row}`);
  await insert([stored.id, stored.created, JSON.stringify(stored)]);
}

const server = fastify();
server.post('/v1/customers', async (request) => {
  const created = customer(randomUUID(), request.body.email);
  await insert([created.id, created.created, JSON.stringify(created)]);
  return created;
});
server.get('/v1/customers/:id', async (request) => {
  const found = await byId([request.params.id]);
  return JSON.parse(found.rows[0].doc);
});
server.get('/v1/customers', async (request) => {
  const found = await newest([Number(request.query.limit)]);
  const data = found.rows.map((row) => JSON.parse(row.doc));
  return { object: 'list', data, has_more: true, url: '/v1/customers' };
});
await listen(server);
