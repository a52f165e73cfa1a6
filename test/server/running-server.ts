import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { FolderSource } from '../../src/certificates/folder-source.ts';
import { WebhookServer, type WebhookServerParts } from '../../src/server/webhook-server.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { AdmissionParts } from '../../src/webhook/ports.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';
import { recordingLogger, recordingParts } from '../support/admission-parts.ts';

/** One CA for all servers of a test file, because generating keys is slow. */
const certificateFolder = temporaryFolder();

interface ReceivedResponse {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface RunningServer {
  readonly server: WebhookServer;
  readonly port: number;
  readonly healthPort: number;
  readonly rejected: readonly number[];
  /** The reasons for which requests were shed. */
  readonly shed: readonly string[];
  /** One element for each connection that the connection limit closed. */
  readonly closed: readonly string[];
  readonly logged: ReturnType<typeof recordingLogger>;
  /** Sends a complete request over TLS, and verifies the certificate against the server's CA. */
  send(options: RequestOptions, body?: string | Uint8Array): Promise<ReceivedResponse>;
  /** Opens a raw TLS connection, for requests that client libraries cannot send. */
  connect(): Promise<TLSSocket>;
  health(path: string): Promise<ReceivedResponse>;
  /** Sends a request to the metrics listener. */
  metrics(path: string, headers?: Readonly<Record<string, string>>): Promise<ReceivedResponse>;
  stop(): Promise<void>;
}

/** Starts the production listeners on free ports. */
export async function startServer(
  parts: Partial<WebhookServerParts> & { readonly admission?: AdmissionParts } = {},
  healthAddress = '127.0.0.1',
): Promise<RunningServer> {
  const rejected: number[] = [];
  const shed: string[] = [];
  const closed: string[] = [];
  const logged = recordingLogger();
  const certificates = new FolderSource({ folder: certificateFolder });
  const { admission = recordingParts().parts, ...others } = parts;
  const server = new WebhookServer({
    handle: (call) => handleReview(call, admission),
    clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
    logger: logged,
    meter: { shed: (reason) => void shed.push(reason), connectionClosed: () => void closed.push('') },
    failurePolicy: 'Fail',
    onRejected: (status) => void rejected.push(status),
    certificates,
    checks: [],
    renderMetrics: async () => ({ contentType: 'text/plain', text: 'metrics\n' }),
    sleep: async () => {},
    ...others,
  });
  const { port, healthPort, metricsPort } = await server.listen({
    address: '127.0.0.1',
    port: 0,
    healthAddress,
    healthPort: 0,
    metricsAddress: '127.0.0.1',
    metricsPort: 0,
  });
  const ca = certificates.current()?.caPem ?? '';
  const agent = new Agent({ keepAlive: true, ca, maxSockets: 1 });

  async function send(options: RequestOptions, body: string | Uint8Array = ''): Promise<ReceivedResponse> {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      agent,
      headers: { 'Content-Type': 'application/json' },
      ...options,
    });
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  }

  return {
    server,
    port,
    healthPort,
    rejected,
    shed,
    closed,
    logged,
    send,
    async connect() {
      const socket = connect({ host: '127.0.0.1', port, ca });
      await once(socket, 'secureConnect');
      return socket;
    },
    async health(path) {
      const response = await fetch(`http://127.0.0.1:${healthPort}${path}`);
      return { status: response.status, headers: {}, body: await response.text() };
    },
    metrics: (path, headers = {}) => send({ port: metricsPort, path, method: 'GET', headers }),
    async stop() {
      agent.destroy();
      await server.stop({ drainMs: 0, rejectMs: 0, finishMs: 0 });
    },
  };
}
