// Floor (c): bare Fastify, a durable insert; simultaneous requests share one commit.
import { randomUUID } from 'node:crypto';
import { customer, fastify, insertion, listen, openDatabase } from './parts.mjs';

const database = openDatabase();
const insert = database.prepare(insertion);
const begin = database.prepare('begin immediate');
const commit = database.prepare('commit');
let waiting = [];

function flush() {
  const jobs = waiting;
  waiting = [];
  begin.run();
  for (const { created } of jobs) insert.run([created.id, created.created, JSON.stringify(created)]);
  commit.run();
  for (const { created, resolve } of jobs) resolve(created);
}

const server = fastify();
server.post(
  '/v1/customers',
  (request) =>
    new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ created: customer(randomUUID(), request.body.email), resolve });
    }),
);
await listen(server);
