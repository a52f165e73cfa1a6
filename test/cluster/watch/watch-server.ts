import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiConnection } from '../../../src/cluster/api-connection.ts';
import { isJsonObject, type JsonObject } from '../../../src/model/json.ts';
import { TlsServer } from '../tls-server.ts';

/** A watch that a client has opened. */
export interface OpenWatch {
  /** The requested resource version. */
  readonly from: string;
  /** Ends the watch without an error, as after timeoutSeconds. */
  end(): void;
  /** Sends a TCP reset. */
  reset(): void;
  write(text: string | Buffer): void;
}

type Verb = 'list' | 'watch';
/** Writes a prepared response. */
export type Responder = (response: ServerResponse) => void;

interface Resource {
  readonly objects: Map<string, JsonObject>;
  readonly watches: Set<ServerResponse>;
  /** For watches that start at an earlier version. */
  readonly past: Array<{ readonly version: number; readonly line: string }>;
}

/**
 * Serves lists and watches on a real socket like an API server: pages, versions and chunked streams. Tests
 * can prepare responses and break connections. Expired versions, RBAC and CRDs are tested with a real API
 * server.
 */
export class WatchServer {
  /** `list /apis/...?limit=250`. */
  readonly requests: string[] = [];
  /** The Accept header of each request. */
  readonly accepted: string[] = [];
  readonly #resources = new Map<string, Resource>();
  readonly #prepared = new Map<string, Responder>();
  readonly #watchers: Array<{ readonly path: string; readonly opened: (watch: OpenWatch) => void }> = [];
  readonly #server = new TlsServer((incoming, response) => this.#respond(incoming, response));
  #version = 100;

  async start(): Promise<this> {
    await this.#server.start();
    return this;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Simulates a killed API server: resets connections and refuses new ones. */
  async leave(): Promise<void> {
    for (const { watches } of this.#resources.values()) watches.clear();
    await this.#server.leave();
  }

  /** Listens on the same port again. */
  comeBack(): Promise<void> {
    return this.#server.comeBack();
  }

  get connection(): ApiConnection {
    return this.#server.connection;
  }

  get kubeconfig(): string {
    return this.#server.kubeconfig;
  }

  /** Starts to serve the resource. */
  serve(path: string): void {
    this.#resources.set(path, { objects: new Map(), watches: new Set(), past: [] });
  }

  /** Removes the resource, as the deletion of its CRD does: its objects are deleted and its watches end. */
  withdraw(path: string): void {
    for (const name of [...this.#at(path).objects.keys()]) this.delete(path, name);
    for (const watch of this.#at(path).watches) watch.end();
    this.#resources.delete(path);
  }

  put(path: string, name: string, rest: JsonObject = {}): void {
    const { objects } = this.#at(path);
    const type = objects.has(name) ? 'MODIFIED' : 'ADDED';
    const object = {
      ...rest,
      metadata: {
        ...(isJsonObject(rest.metadata) ? rest.metadata : {}),
        name,
        resourceVersion: `${++this.#version}`,
      },
    };
    objects.set(name, object);
    this.#send(path, type, object);
  }

  delete(path: string, name: string): void {
    this.forget(path, name);
    this.#send(path, 'DELETED', { metadata: { name, resourceVersion: `${++this.#version}` } });
  }

  /** Deletes an object without an event. */
  forget(path: string, name: string): void {
    this.#at(path).objects.delete(name);
  }

  /** Sends a bookmark to the watches of a resource, and returns its version. */
  bookmark(path: string): string {
    this.#send(path, 'BOOKMARK', { metadata: { resourceVersion: `${++this.#version}` } });
    return `${this.#version}`;
  }

  /** Sets the response to all requests of a resource; undefined restores the default. */
  respondWith(verb: Verb, path: string, responder: Responder | undefined): void {
    if (responder === undefined) this.#prepared.delete(`${verb} ${path}`);
    else this.#prepared.set(`${verb} ${path}`, responder);
  }

  /** Resets the connections of all watches of a resource. */
  resetWatches(path: string): void {
    for (const watch of this.#at(path).watches) this.#server.reset(watch);
  }

  /** A response that resets its connection. */
  readonly reset: Responder = (response) => this.#server.reset(response);

  nextWatch(path: string): Promise<OpenWatch> {
    return new Promise((opened) => this.#watchers.push({ path, opened }));
  }

  #respond(incoming: IncomingMessage, response: ServerResponse): void {
    const url = new URL(incoming.url ?? '', 'http://server');
    const name = ['fieldSelector', 'labelSelector'].find((each) => url.searchParams.has(each));
    const selector = name === undefined ? '' : (url.searchParams.get(name) ?? '');
    const path =
      name === undefined ? url.pathname : `${url.pathname}?${name}=${encodeURIComponent(selector)}`;
    const verb = url.searchParams.has('watch') ? 'watch' : 'list';
    this.requests.push(`${verb} ${incoming.url}`);
    this.accepted.push(incoming.headers.accept ?? '');
    const prepared = this.#prepared.get(`${verb} ${path}`);
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
    const metadata = { resourceVersion: `${this.#version}`, ...more };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ metadata, items: items.slice(start, end) }));
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
      reset: () => this.#server.reset(response),
      write: (text) => response.write(text),
    };
    const index = this.#watchers.findIndex((watcher) => watcher.path === path);
    if (index !== -1) this.#watchers.splice(index, 1)[0]?.opened(watch);
  }

  #send(path: string, type: string, object: JsonObject): void {
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

/** An error of the API server. */
export function status(code: number, message: string): Responder {
  return (response) => response.writeHead(code).end(JSON.stringify({ kind: 'Status', code, message }));
}
