import { Agent, request } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { objectOf, reviewOf } from '../bench/reviews.ts';

/** A client of the admission listener that does not verify the certificate. */
export function openClient(url: string) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const { hostname, port } = new URL(url);
  const at = { host: hostname, port: Number(port) };

  /** @returns the status and the text of the response */
  function post(body: string | Uint8Array, path = '/validate/fail?timeout=10s') {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    return new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
      const outgoing = request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
        text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
      });
      outgoing.on('error', reject).end(body);
    });
  }

  return {
    post,
    async review(body: string): Promise<{ readonly allowed: boolean }> {
      const { status, body: answer } = await post(body);
      if (status !== 200) throw new Error(`HTTP ${status}: ${answer}`);
      return JSON.parse(answer).response;
    },
    smallReview: () => reviewOf(objectOf(1, 'small')),
    unseenReview: (entries: number, series: string) => reviewOf(objectOf(entries, series)),
    /** Sends the head of a request and a part of its body, then keeps the connection open. */
    async stall(body: Uint8Array, sent: number): Promise<Socket> {
      const socket = connect({ ...at, rejectUnauthorized: false });
      socket.on('error', () => undefined).resume();
      await new Promise((resolve) => socket.once('secureConnect', resolve));
      const head = `POST /validate?timeout=30s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
      socket.write(`${head}Content-Length: ${body.length}\r\n\r\n`);
      await new Promise((resolve) => socket.write(body.subarray(0, sent), resolve));
      return socket;
    },
    /** Connections that complete the TLS handshake and send nothing. The server may close them. */
    async openIdle(count: number): Promise<readonly Socket[]> {
      const sockets: Socket[] = [];
      while (sockets.length < count) {
        const some = Array.from({ length: 100 }, () => connect({ ...at, rejectUnauthorized: false }));
        for (const socket of some) socket.on('error', () => undefined).resume();
        await Promise.all(
          some.map(
            (socket) =>
              new Promise<void>((resolve) => {
                socket.once('secureConnect', resolve).once('close', () => resolve());
              }),
          ),
        );
        sockets.push(...some);
      }
      return sockets;
    },
    close: () => agent.destroy(),
  };
}
