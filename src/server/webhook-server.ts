import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import express, { type Express } from 'express';
import type { CertificateSource } from '../certificates/certificate-source.ts';
import { LiveCertificates } from '../certificates/live-certificates.ts';
import { type ListenerFixtures, listenerOptions } from '../certificates/tls-options.ts';
import { Backlog } from './backlog.ts';
import { PhaseOfLife } from './phase.ts';
import { Readiness, type ReadinessCheck } from './readiness.ts';
import { type AdmissionRouteParts, admissionRoute, maxBodyBytes, tooLarge } from './routes/admission.ts';
import { addHealthRoutes, type HealthRouteParts } from './routes/health.ts';
import { reject } from './routes/rejection.ts';

export interface ListenOptions {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  readonly healthAddress: string;
  readonly healthPort: number;
}

export interface StopOptions {
  /** How long to go on answering while others learn that this replica goes away. */
  readonly drainMs: number;
  /** How long to send away what still comes. */
  readonly refuseMs: number;
  /** How long requests under way may take to end. */
  readonly finishMs: number;
}

export interface WebhookServerParts
  extends Omit<AdmissionRouteParts, 'phase' | 'backlog'>,
    Omit<HealthRouteParts, 'readiness'> {
  readonly certificates: CertificateSource;
  /** PEM: the API server has to show a certificate that one of these CAs signed. */
  readonly clientCaFile?: string;
  /** How long a client may take to come to a connection. */
  readonly handshakeTimeoutMs?: number;
  /** Beside those of the server itself. */
  readonly checks: readonly ReadinessCheck[];
  readonly sleep: (ms: number) => Promise<void>;
}

/** Both listeners of a replica. */
export class WebhookServer {
  private readonly phase = new PhaseOfLife();
  private readonly backlog: Backlog;
  readonly readiness: Readiness;
  private readonly https: HttpsServer;
  private readonly health: HttpServer;
  private readonly certificates: LiveCertificates;
  private readonly sockets = new Set<Socket>();
  private readonly sleep: WebhookServerParts['sleep'];

  constructor(parts: WebhookServerParts) {
    const { certificates, clientCaFile, handshakeTimeoutMs } = parts;
    this.readiness = new Readiness(
      this.phase,
      [certificateCheck(certificates), ...parts.checks],
      parts.logger,
    );
    this.sleep = parts.sleep;
    this.backlog = new Backlog({ clock: parts.clock });
    this.https = createAdmissionListener(
      { ...parts, phase: this.phase, backlog: this.backlog },
      {
        verifyClients: clientCaFile !== undefined,
        ...(handshakeTimeoutMs === undefined ? {} : { handshakeTimeoutMs }),
      },
    );
    this.https.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      this.backlog.opened();
      socket.once('close', () => {
        this.sockets.delete(socket);
        this.backlog.closed();
      });
    });
    this.certificates = new LiveCertificates({
      server: this.https,
      source: certificates,
      ...(clientCaFile === undefined ? {} : { clientCaFile }),
    });
    this.health = createHttpServer(
      createHealthApp({ readiness: this.readiness, renderMetrics: parts.renderMetrics }),
    );
    this.health.requestTimeout = 10_000;
  }

  /** Rejects with the system's error where a port cannot be had. */
  async listen({
    address,
    port,
    healthAddress,
    healthPort,
  }: ListenOptions): Promise<{ readonly port: number; readonly healthPort: number }> {
    await this.certificates.start();
    await listenOn(this.health, healthAddress, healthPort);
    await listenOn(this.https, address, port);
    return { port: portOf(this.https), healthPort: portOf(this.health) };
  }

  /**
   * Stops without losing a request: first answers as before while endpoints propagate, then sends newcomers elsewhere, then
   * closes. Only a request that takes longer than `finishMs` is cut off.
   */
  async stop({ drainMs, refuseMs, finishMs }: StopOptions): Promise<void> {
    this.phase.current = 'draining';
    await this.sleep(drainMs);
    this.phase.current = 'refusing';
    await this.sleep(refuseMs);
    const closed = closeOf(this.https);
    await Promise.race([closed, this.sleep(finishMs)]);
    // Those in the middle of a handshake are no connections yet for the server, which would wait for them.
    for (const socket of this.sockets) socket.destroy();
    await closed;
    await this.certificates.stop();
    const healthClosed = closeOf(this.health);
    this.health.closeAllConnections();
    await healthClosed;
  }
}

function certificateCheck(source: CertificateSource): ReadinessCheck {
  return {
    name: 'certificate',
    look() {
      const { state, reason } = source.status();
      return { ok: state !== 'failed', reason };
    },
  };
}

function createAdmissionListener(parts: AdmissionRouteParts, tls: ListenerFixtures): HttpsServer {
  const app = createApp();
  const shortcuts = new Map<string, RequestListener>();
  for (const stage of ['validate', 'mutate'] as const) {
    const route = admissionRoute(stage, parts);
    shortcuts.set(`/${stage}`, route);
    app.post(`/${stage}`, route);
    app.all(`/${stage}`, (_request, response) => {
      parts.onRejected(405);
      reject(response, 405, 'this path is for POST', { Allow: 'POST' });
    });
  }
  app.use((_request, response) => {
    parts.onRejected(404);
    reject(response, 404, 'there is nothing here; AdmissionReviews go to POST /validate and POST /mutate');
  });

  const server = createHttpsServer(listenerOptions(tls), (request, response) => {
    // Every write waits here, and express takes as long to find the way as the answer takes to look up (docs/adr/0003).
    const route = request.method === 'POST' ? shortcuts.get(pathOf(request.url ?? '')) : undefined;
    if (route === undefined) app(request, response);
    else route(request, response);
  });
  // The API server keeps idle connections for 90 s; closing earlier races with its next request.
  server.keepAliveTimeout = 95_000;
  server.headersTimeout = 10_000;
  // The API server gives up after 30 s at most, so nobody waits for what takes longer to arrive.
  server.requestTimeout = 30_000;
  // A client that asks first is told before it sends what would be thrown away.
  server.on('checkContinue', (request, response) => {
    if (Number(request.headers['content-length']) > maxBodyBytes) {
      parts.onRejected(413);
      reject(response, 413, tooLarge, { Connection: 'close' });
      return;
    }
    response.writeContinue();
    server.emit('request', request, response);
  });
  return server;
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function createHealthApp(parts: HealthRouteParts): Express {
  const app = createApp();
  addHealthRoutes(app, parts);
  app.use((_request, response) =>
    reject(response, 404, 'there is nothing here; try /livez, /readyz?verbose and /metrics'),
  );
  return app;
}

function createApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  return app;
}

function listenOn(server: HttpServer | HttpsServer, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject_) => {
    server.once('error', reject_);
    server.listen(port, address, () => {
      server.off('error', reject_);
      resolve();
    });
  });
}

function portOf(server: HttpServer | HttpsServer): number {
  return (server.address() as AddressInfo).port;
}

function closeOf(server: HttpServer | HttpsServer): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}
