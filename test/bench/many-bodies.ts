// Sends reviews of objects without common values on keep-alive connections. A separate process can use its
// own core.
import { Agent, request } from 'node:https';
import { objectOf, reviewOf } from './reviews.ts';

const connections = 8;
const [, , url = '', entries = '1', count = '1', series = 'a'] = process.argv;
const agent = new Agent({ keepAlive: true, maxSockets: connections, rejectUnauthorized: false });
const bodies = Array.from({ length: Number(count) }, (_, index) =>
  reviewOf(objectOf(Number(entries), `${series}-${index}`)),
);

await Promise.all(Array.from({ length: connections }, sendContinuously));
agent.destroy();

async function sendContinuously(): Promise<void> {
  for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) await send(body);
}

function send(body: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    });
    outgoing.on('error', reject).end(body);
  });
}
