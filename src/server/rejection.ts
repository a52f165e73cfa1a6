import type { ServerResponse } from 'node:http';

/** Sends an HTTP error; the API server includes the text in its message to the user. */
export function reject(
  response: ServerResponse,
  status: number,
  problem: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = `mirrorguard: ${problem}\n`;
  response
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      ...headers,
    })
    .end(text);
}
