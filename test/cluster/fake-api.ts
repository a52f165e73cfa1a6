import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ApiConnection } from '../../src/cluster/api-connection.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../src/model/json.ts';
import { TlsServer } from './tls-server.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RecordedCall {
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
}

interface Response {
  readonly status: number;
  readonly body: unknown;
}

/**
 * An API server on a real socket. Supports objects by path, resourceVersions, create, and replace with
 * conflicts. Tests can prepare responses. Server-side apply and RBAC are tested with a real API server.
 */
export class FakeApi {
  readonly objects = new Map<string, JsonObject>();
  readonly calls: RecordedCall[] = [];
  /** The clock of the server; default: no Date header. */
  dateMs: number | undefined;
  private readonly prepared: Array<{ readonly method: Method; readonly response: Response }> = [];
  private readonly server = new TlsServer((request, response) => this.handle(request, response));
  private version = 0;

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  get connection(): ApiConnection {
    return this.server.connection;
  }

  /** Prepares the response to the next call of this method. */
  respondNext(method: Method, status: number, message: string): void {
    this.prepared.push({ method, response: { status, body: { kind: 'Status', message } } });
  }

  put(path: string, object: unknown): JsonObject {
    if (!isJsonObject(object)) throw new Error('not an object');
    const metadata = isJsonObject(object.metadata) ? object.metadata : {};
    const stored = { ...object, metadata: { ...metadata, resourceVersion: `${++this.version}` } };
    this.objects.set(path, stored);
    return stored;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const sent = await text(request);
    const body = sent === '' ? {} : { body: JSON.parse(sent), contentType: headers['content-type'] };
    const call: RecordedCall = { method, path, ...body };
    this.calls.push(call);
    const { status, body: responseBody } = this.respond(call);
    response.sendDate = false;
    if (this.dateMs !== undefined) response.setHeader('Date', new Date(this.dateMs).toUTCString());
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(responseBody));
  }

  private respond({ method, path: pathAndQuery, body }: RecordedCall): Response {
    const prepared = this.prepared.findIndex((each) => each.method === method);
    if (prepared !== -1) return this.prepared.splice(prepared, 1)[0]?.response ?? notFound;
    const path = pathAndQuery.split('?', 1)[0] ?? '';
    const stored = this.objects.get(path);
    if (method === 'POST') return this.create(`${path}/${String(valueAt(body, ['metadata', 'name']))}`, body);
    if (stored === undefined) return notFound;
    if (method === 'PUT') return this.replace(path, stored, body);
    if (method === 'DELETE') this.objects.delete(path);
    return { status: 200, body: stored };
  }

  private create(path: string, body: unknown): Response {
    return this.objects.has(path) ? conflict : { status: 201, body: this.put(path, body) };
  }

  private replace(path: string, stored: JsonObject, body: unknown): Response {
    const isCurrent =
      valueAt(stored, ['metadata', 'resourceVersion']) === valueAt(body, ['metadata', 'resourceVersion']);
    return isCurrent ? { status: 200, body: this.put(path, body) } : conflict;
  }
}

const notFound: Response = { status: 404, body: { kind: 'Status', message: 'not found' } };
const conflict: Response = {
  status: 409,
  body: { kind: 'Status', message: 'the object has been modified' },
};
