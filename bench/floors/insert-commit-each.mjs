// Floor (b): bare Fastify, a durable insert, each request with its own commit.
import { randomUUID } from 'node:crypto';
import { customer, fastify, insertion, listen, openDatabase } from './parts.mjs';

const insert = openDatabase().prepare(insertion);
const server = fastify();
server.post('/v1/customers', async (request) => {
  const created = customer(randomUUID(), request.body.email);
  insert.run([created.id, created.created, JSON.stringify(created)]);
  return created;
});
await listen(server);
