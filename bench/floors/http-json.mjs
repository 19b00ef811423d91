// Floor (a): node:http alone, one JSON object for every request.
import { createServer } from 'node:http';
import { customer } from './parts.mjs';

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(customer('cus_1')));
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
