// Floods admission listeners from a process of its own: each connection repeats one large request, and
// reconnects when it is closed. Arguments: the number of connections for each address, then the addresses.
import { Agent, request } from 'node:https';
import { nestedWildcards } from '../../memory/killer-inputs.ts';

const [, , connections = '40', ...urls] = process.argv;
const body = Buffer.from(nestedWildcards());
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
const counts: Record<string, number> = {};
const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };

function send(url: string): Promise<string> {
  return new Promise((resolve) => {
    const outgoing = request(`${url}/validate/fail?timeout=10s`, { method: 'POST', agent, headers });
    outgoing.on('response', (response) => {
      response.resume().on('close', () => resolve(String(response.statusCode)));
    });
    outgoing.on('error', () => resolve('closed')).end(body);
  });
}

for (const url of urls)
  for (let index = 0; index < Number(connections); index++)
    void (async () => {
      for (;;) {
        const outcome = await send(url);
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
    })();
process.on('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  process.exit(0);
});
