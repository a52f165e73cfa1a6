import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type RequestOptions, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import fc from 'fast-check';
import { FolderSource } from '../../src/certificates/folder-source.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { WebhookServer } from '../../src/server/webhook-server.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { AdmissionParts } from '../../src/webhook/ports.ts';
import { recordingLogger } from '../support/admission-parts.ts';
import { type WriteInput, writeInputs } from './admission/inputs.ts';
import { Admission } from './admission/responses.ts';
import { bodyOf } from './admission/review.ts';
import { type ByteChange, byteChanges, changeBytes } from './arbitraries/change-bytes.ts';
import { defineTarget, type Stopwatch } from './target.ts';

interface ServerInput extends JsonObject {
  readonly write: WriteInput;
  readonly path: string;
  /** Bytes per part of the body; 0 sends the body as one part. */
  readonly partBytes: number;
  /** Changes of a complete HTTP request, which is sent on a separate connection. */
  readonly raw: readonly JsonObject[];
}

const paths = ['/mutate', '/validate', '/validate/fail', '/validate/ignore', '/mutate/ignore?timeout=2s'];
const otherPaths = [
  '/',
  '/validate/x',
  '/../validate',
  '/%00',
  '/validate?timeout=',
  '/validate?timeout=-1s',
  '//',
];
const disturbances = [
  '\r\n',
  '\n',
  ' ',
  ':',
  'Transfer-Encoding: chunked\r\n',
  'Content-Length: 5\r\n',
  '\u0000',
  'Expect: x\r\n',
];

const inputs: fc.Arbitrary<ServerInput> = fc
  .record({
    write: writeInputs,
    path: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...paths) },
      { weight: 1, arbitrary: fc.constantFrom(...otherPaths) },
    ),
    partBytes: fc.constantFrom(0, 0, 1000, 100),
    raw: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: byteChanges(disturbances) },
    ),
  })
  .map((input) => JSON.parse(JSON.stringify(input)) as ServerInput);

interface Received {
  readonly status: number;
  readonly body: string;
}

/** The production listener on a free port with its own certificate. */
class FuzzedServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mirrorguard-fuzz-'));
  readonly #certificates = new FolderSource({ folder: this.#folder });
  #ca = '';
  #agent = new Agent();
  readonly #logger = recordingLogger();
  readonly #server: WebhookServer;
  #port = 0;
  parts: AdmissionParts | undefined;

  constructor() {
    this.#server = new WebhookServer({
      handle: (call) => {
        assert(this.parts !== undefined);
        return handleReview(call, this.parts);
      },
      clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
      logger: this.#logger,
      meter: { shed: () => {}, connectionClosed: () => {} },
      failurePolicy: 'Fail',
      onRejected: () => {},
      certificates: this.#certificates,
      checks: [],
      renderMetrics: async () => ({ contentType: 'text/plain', text: '' }),
      sleep: async () => {},
    });
  }

  async start(): Promise<this> {
    const address = '127.0.0.1';
    const ports = {
      address,
      port: 0,
      healthAddress: address,
      healthPort: 0,
      metricsAddress: address,
      metricsPort: 0,
    };
    this.#port = (await this.#server.listen(ports)).port;
    this.#ca = this.#certificates.current()?.caPem ?? '';
    this.#agent = new Agent({ keepAlive: true, ca: this.#ca, maxSockets: 1 });
    return this;
  }

  async send(path: string, parts: readonly Buffer[]): Promise<Received> {
    const headers = { 'Content-Type': 'application/json' };
    const options: RequestOptions = {
      host: '127.0.0.1',
      port: this.#port,
      method: 'POST',
      agent: this.#agent,
      headers,
    };
    const outgoing = request({ ...options, path });
    for (const part of parts) outgoing.write(part);
    outgoing.end();
    const [response] = await once(outgoing, 'response');
    return { status: response.statusCode ?? 0, body: await text(response) };
  }

  /** Sends bytes that can be invalid HTTP, and waits until the connection is closed. */
  async sendRaw(bytes: Buffer): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port: this.#port, ca: this.#ca });
    await once(socket, 'secureConnect');
    // The server may close the connection early.
    socket.on('error', () => {});
    socket.end(bytes);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'close');
    return Buffer.concat(chunks).toString('latin1');
  }

  get errors() {
    return this.#logger.lines.filter(({ level }) => level === 'error');
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.#server.stop({ drainMs: 0, rejectMs: 0, finishMs: 0 });
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

let running: Promise<FuzzedServer> | undefined;

/** The production listener, from the TLS socket to the response. */
export const server = defineTarget<ServerInput>({
  name: 'server',
  inputs,
  async check(input, stopwatch) {
    running ??= new FuzzedServer().start();
    const listener = await running;
    const admission = new Admission(input.write, stopwatch);
    listener.parts = admission.parts;
    await checkPath(input, listener, admission, stopwatch);
    if (input.raw.length > 0) await checkRaw(input, listener);
    assert.deepEqual(listener.errors, [], 'the server logs an error');
  },
  async close() {
    await (await running)?.stop();
    running = undefined;
  },
});

/**
 * The response must equal that of the request path, for any parts of the body. Other paths return an error.
 */
async function checkPath(
  { write, path, partBytes }: ServerInput,
  listener: FuzzedServer,
  admission: Admission,
  stopwatch: Stopwatch,
): Promise<void> {
  const body = bodyOf(write);
  const received = await stopwatch.timeAsync(body.length, () => listener.send(path, split(body, partBytes)));
  const [, stage] = /^\/(mutate|validate)(?:\/(?:fail|ignore))?(?:\?|$)/.exec(path) ?? [];
  if (stage === undefined) {
    assert([400, 404].includes(received.status), `${path}: HTTP status ${received.status}`);
    return;
  }
  const expected = admission.reply(stage as 'mutate' | 'validate', body);
  assert.deepEqual(withoutRecord(received), withoutRecord(expected));
}

/** Each response has another id of its audit record. */
function withoutRecord({ status, body }: Received): Received {
  return { status, body: body.replace(/"record":"[^"]*"/, '') };
}

function split(body: Buffer, partBytes: number): readonly Buffer[] {
  if (partBytes === 0) return [body];
  const count = Math.ceil(body.length / partBytes);
  return Array.from({ length: count }, (_, index) =>
    body.subarray(index * partBytes, (index + 1) * partBytes),
  );
}

/** For any bytes, a response must be HTTP and contain no stack trace. */
async function checkRaw({ write, raw }: ServerInput, listener: FuzzedServer): Promise<void> {
  const body = bodyOf(write);
  const head = `POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
  const sent = changeBytes(Buffer.concat([Buffer.from(head), body]), raw as unknown as readonly ByteChange[]);
  const received = await listener.sendRaw(sent);
  assert(received === '' || /^HTTP\/1\.1 [245]\d\d /.test(received), received.slice(0, 200));
  assert(!/\bat .*\.(ts|mjs):\d+/.test(received), received);
}
