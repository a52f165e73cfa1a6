// Sends bodies of 6 MiB in sequence on one connection until it is killed. A separate process can use its own
// core.
import { Agent, request } from 'node:https';
import { objectOf, reviewOf } from './reviews.ts';

const bodyBytes = 6 * 1024 * 1024;
/** Entries per object. An update contains two objects. */
const entries = 18_000;
const [, , url = ''] = process.argv;
const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
const [before, after] = ['a', 'b'].map((team) => objectOf(entries, team));
const update = reviewOf(after, { operation: 'UPDATE', oldObject: before });
const body = Buffer.from(update.padEnd(bodyBytes));
if (body.length !== bodyBytes) throw new Error(`the body has ${body.length} bytes`);

for (;;) process.stdout.write(`${await send()}\n`);

/** Resolves with the HTTP status. */
function send(): Promise<number> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject).end(body);
  });
}
