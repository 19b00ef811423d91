// Floor (d): bare Fastify, a row by its id and the ten newest rows.
import { customer, fastify, insertion, listen, openDatabase } from './parts.mjs';

const rows = 1000;
const database = openDatabase();
const insert = database.prepare(insertion);
database.exec('begin');
for (let row = 1; row <= rows; row += 1) {
  const stored = customer(`cus_${row}`);
  insert.run([stored.id, stored.created, JSON.stringify(stored)]);
}
database.exec('commit');

const byId = database.prepare('select doc from customers where id = ?');
const newest = database.prepare('select doc from customers order by seq desc limit ?');
const server = fastify();
server.get('/v1/customers/:id', async (request) => JSON.parse(byId.get([request.params.id]).doc));
server.get('/v1/customers', async (request) => ({
  object: 'list',
  data: newest.all([Number(request.query.limit)]).map((row) => JSON.parse(row.doc)),
  has_more: true,
  url: '/v1/customers',
}));
await listen(server);
