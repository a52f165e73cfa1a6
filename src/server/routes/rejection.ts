import type { ServerResponse } from 'node:http';

/** An HTTP error in words; the API server puts the text into what it tells its user. */
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
