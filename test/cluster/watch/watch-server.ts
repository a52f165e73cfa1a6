import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ApiAnswer, ApiCall, ApiConnection } from '../../../src/cluster/api-connection.ts';
import type { JsonObject } from '../../../src/model/json.ts';

/** One watch that a client has open. */
export interface OpenWatch {
  /** The version it goes on from. */
  readonly from: string;
  /** As the API server ends a watch whose time is up. */
  end(): void;
  /** As a node that dies, or a firewall that lost its memory. */
  reset(): void;
  write(words: string | Buffer): void;
}

type Verb = 'list' | 'watch';
type Answer = (response: ServerResponse) => void;

interface Resource {
  readonly objects: Map<string, JsonObject>;
  readonly watches: Set<ServerResponse>;
  /** What happened, for watches that go on from an earlier version. */
  readonly past: Array<{ readonly version: number; readonly line: string }>;
}

/**
 * Lists and watches as an API server answers them, over a real socket: pages, versions, chunked streams. Answers can be put in
 * front of it, and connections broken. What a version too old, roles and definitions are like is told by the real one.
 */
export class WatchServer {
  /** `list /apis/...?limit=250`. */
  readonly requests: string[] = [];
  /** What each asked for in `Accept`. */
  readonly accepted: string[] = [];
  readonly #resources = new Map<string, Resource>();
  readonly #answers = new Map<string, Answer>();
  readonly #watchers: Array<{ readonly path: string; readonly opened: (watch: OpenWatch) => void }> = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server: Server;
  #version = 100;

  constructor() {
    this.#server = createServer((incoming, response) => this.#answer(incoming, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** From now on the resource is there. */
  serve(path: string): void {
    this.#resources.set(path, { objects: new Map(), watches: new Set(), past: [] });
  }

  /** As when its definition is deleted: objects and watches go with it. */
  withdraw(path: string): void {
    for (const name of [...this.#at(path).objects.keys()]) this.delete(path, name);
    for (const watch of this.#at(path).watches) watch.end();
    this.#resources.delete(path);
  }

  put(path: string, name: string, rest: JsonObject = {}): void {
    const { objects } = this.#at(path);
    const type = objects.has(name) ? 'MODIFIED' : 'ADDED';
    const object = { ...rest, metadata: { name, resourceVersion: `${++this.#version}` } };
    objects.set(name, object);
    this.#tell(path, type, object);
  }

  delete(path: string, name: string): void {
    this.forget(path, name);
    this.#tell(path, 'DELETED', { metadata: { name, resourceVersion: `${++this.#version}` } });
  }

  /** Deletes an object, and no watch hears of it. */
  forget(path: string, name: string): void {
    this.#at(path).objects.delete(name);
  }

  /** Tells the watches of a resource how far they have come. */
  bookmark(path: string): string {
    this.#tell(path, 'BOOKMARK', { metadata: { resourceVersion: `${++this.#version}` } });
    return `${this.#version}`;
  }

  /** Answers so until told otherwise; undefined: as usual. */
  answer(verb: Verb, path: string, answer: Answer | undefined): void {
    if (answer === undefined) this.#answers.delete(`${verb} ${path}`);
    else this.#answers.set(`${verb} ${path}`, answer);
  }

  /** Ends the connections of all watches of a resource in the middle. */
  cutOff(path: string): void {
    for (const watch of this.#at(path).watches) watch.socket?.resetAndDestroy();
  }

  nextWatch(path: string): Promise<OpenWatch> {
    return new Promise((opened) => this.#watchers.push({ path, opened }));
  }

  get connection(): ApiConnection {
    const open = (call: ApiCall, signal: AbortSignal): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        const { port } = this.#server.address() as AddressInfo;
        const headers = call.accept === undefined ? {} : { accept: call.accept };
        const options = {
          host: '127.0.0.1',
          port,
          path: call.path,
          method: call.method,
          agent: this.#agent,
          signal,
          headers,
        };
        request(options, resolve).on('error', reject).end();
      });
    const call = async (asked: ApiCall, signal = new AbortController().signal): Promise<ApiAnswer> => {
      const answer = await open(asked, signal);
      return { status: answer.statusCode ?? 0, body: JSON.parse(await text(answer)) as unknown };
    };
    return { open, call, close: () => this.#agent.destroy() };
  }

  #answer(incoming: IncomingMessage, response: ServerResponse): void {
    const url = new URL(incoming.url ?? '', 'http://server');
    const selector = url.searchParams.get('fieldSelector');
    const path =
      selector === null ? url.pathname : `${url.pathname}?fieldSelector=${encodeURIComponent(selector)}`;
    const verb = url.searchParams.has('watch') ? 'watch' : 'list';
    this.requests.push(`${verb} ${incoming.url}`);
    this.accepted.push(incoming.headers.accept ?? '');
    const prepared = this.#answers.get(`${verb} ${path}`);
    const resource = this.#resources.get(path);
    if (prepared !== undefined) prepared(response);
    else if (resource === undefined)
      status(404, 'the server could not find the requested resource')(response);
    else if (verb === 'list') this.#list(resource, url.searchParams, response);
    else this.#watch(path, resource, url.searchParams, response);
  }

  #list({ objects }: Resource, query: URLSearchParams, response: ServerResponse): void {
    const start = Number(query.get('continue') ?? 0);
    const end = start + Number(query.get('limit'));
    const items = [...objects.values()];
    const more = end < items.length ? { continue: `${end}` } : {};
    response.end(
      JSON.stringify({
        metadata: { resourceVersion: `${this.#version}`, ...more },
        items: items.slice(start, end),
      }),
    );
  }

  #watch(path: string, { watches, past }: Resource, query: URLSearchParams, response: ServerResponse): void {
    watches.add(response);
    response.on('close', () => watches.delete(response));
    response.flushHeaders();
    for (const { version, line } of past)
      if (version > Number(query.get('resourceVersion'))) response.write(line);
    const watch: OpenWatch = {
      from: query.get('resourceVersion') ?? '',
      end: () => response.end(),
      reset: () => response.socket?.resetAndDestroy(),
      write: (words) => response.write(words),
    };
    const index = this.#watchers.findIndex((watcher) => watcher.path === path);
    if (index !== -1) this.#watchers.splice(index, 1)[0]?.opened(watch);
  }

  #tell(path: string, type: string, object: JsonObject): void {
    const { watches, past } = this.#at(path);
    const line = `${JSON.stringify({ type, object })}\n`;
    if (type !== 'BOOKMARK') past.push({ version: this.#version, line });
    for (const watch of watches) watch.write(line);
  }

  #at(path: string): Resource {
    const resource = this.#resources.get(path);
    if (resource === undefined) throw new Error(`${path} is not served`);
    return resource;
  }
}

/** A refusal in the words of the API server. */
export function status(code: number, message: string): Answer {
  return (response) => response.writeHead(code).end(JSON.stringify({ kind: 'Status', code, message }));
}
