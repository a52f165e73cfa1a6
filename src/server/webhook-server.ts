import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { CertificateSource } from '../certificates/certificate-source.ts';
import { LiveCertificates } from '../certificates/live-certificates.ts';
import { type ListenerFixtures, listenerOptions } from '../certificates/tls-options.ts';
import type { FailurePolicy, Logger } from '../webhook/ports.ts';
import { type AccessParts, requireAccess } from './access.ts';
import { AdmissionQueue } from './admission-queue.ts';
import {
  type AdmissionEntry,
  type AdmissionRouteParts,
  admissionRoute,
  tooLarge,
} from './admission-route.ts';
import { BodyPace } from './body-pace.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { addHealthRoutes, addLocalRoutes, type DetailRouteParts, detailRoutes } from './health-routes.ts';
import { Intake } from './intake.ts';
import { type ServerLimits, serverLimits } from './limits.ts';
import { type LoadMeter, OverloadReport } from './overload-report.ts';
import { Readiness, type ReadinessCheck, type ServerPhase } from './readiness.ts';
import { reject } from './rejection.ts';

export interface ListenOptions {
  readonly address: string;
  /** 0 selects a free port. */
  readonly port: number;
  readonly healthAddress: string;
  readonly healthPort: number;
  readonly metricsAddress: string;
  readonly metricsPort: number;
}

/** The actual ports. */
interface ListenResult {
  readonly port: number;
  readonly healthPort: number;
  /** Set with `access`. */
  readonly metricsPort?: number;
}

export interface StopOptions {
  /** How long requests are handled while endpoint changes propagate. */
  readonly drainMs: number;
  /** How long new requests are then rejected, so the API server sends them to other replicas. */
  readonly rejectMs: number;
  /** The time limit for the remaining requests. */
  readonly finishMs: number;
}

export interface WebhookServerParts
  extends Pick<AdmissionRouteParts, 'handle' | 'clock' | 'onRejected'>,
    Pick<DetailRouteParts, 'renderMetrics'> {
  readonly logger: Logger;
  readonly meter: LoadMeter;
  /** Default: `serverLimits`. */
  readonly limits?: ServerLimits;
  /** The failurePolicy for paths that do not contain one. */
  readonly failurePolicy: FailurePolicy;
  readonly certificates: CertificateSource;
  /** PEM of the CAs that sign the client certificate of the API server. */
  readonly clientCaFile?: string;
  /** Timeout of the TLS handshake. */
  readonly handshakeTimeoutMs?: number;
  /** The time limit for the head of a request. Default: 10 s. */
  readonly headersTimeoutMs?: number;
  /**
   * Opens a listener for metrics and readiness details that checks access. Without it, the health listener
   * serves them to clients on this machine.
   */
  readonly access?: Pick<AccessParts, 'reviewer' | 'count'>;
  /** Checks in addition to those of the server. */
  readonly checks: readonly ReadinessCheck[];
  readonly sleep: (ms: number) => Promise<void>;
}

const defaultHeadersTimeoutMs = 10_000;
/** By default Node.js enforces the timeouts above every 30 s. */
const connectionsCheckingInterval = 1000;
/** The kubelet and Prometheus use only a few connections. */
const maxHealthConnections = 64;
const smallRequests = {
  connectionsCheckingInterval,
  headersTimeout: defaultHeadersTimeoutMs,
  requestTimeout: defaultHeadersTimeoutMs,
};

/** The current load of the admission listener. */
export interface ServerLoad {
  readonly connections: number;
  readonly requests: number;
  readonly waiting: number;
  readonly bodyBytes: number;
}

/** The listeners of a replica. */
export class WebhookServer {
  private readonly phase: ServerPhase = { current: 'serving' };
  readonly readiness: Readiness;
  private readonly https: HttpsServer;
  private readonly health: HttpServer;
  private readonly metrics: HttpsServer | undefined;
  private readonly certificates: LiveCertificates;
  private readonly connections: ConnectionLimit;
  private readonly intake: Intake;
  private readonly queue: AdmissionQueue;
  private readonly sleep: WebhookServerParts['sleep'];

  constructor(parts: WebhookServerParts) {
    const { certificates, clientCaFile, handshakeTimeoutMs } = parts;
    this.readiness = new Readiness(
      this.phase,
      [certificateCheck(certificates), ...parts.checks],
      parts.logger,
    );
    this.sleep = parts.sleep;
    const { limits = serverLimits } = parts;
    const report = new OverloadReport(parts.meter, parts.logger, parts.clock);
    this.intake = new Intake(limits, (reason) => report.shed(reason));
    this.queue = new AdmissionQueue(limits, this.intake, parts.clock.monotonicMs);
    this.connections = new ConnectionLimit(limits.connections, () => report.connectionClosed());
    const { intake, queue, connections } = this;
    const pace = new BodyPace({
      bytesPerSecond: limits.largeBytesPerSecond,
      burstBytes: limits.bodyBytes,
      monotonicMs: parts.clock.monotonicMs,
    });
    this.https = createAdmissionListener(
      { ...parts, limits, intake, queue, connections, pace, phase: this.phase },
      {
        verifyClients: clientCaFile !== undefined,
        ...(handshakeTimeoutMs === undefined ? {} : { handshakeTimeoutMs }),
      },
    );
    this.connections.watch(this.https);
    const details = { readiness: this.readiness, renderMetrics: parts.renderMetrics };
    const { access } = parts;
    this.health = createHttpServer(
      smallRequests,
      access === undefined ? createLocalApp(details, parts.logger) : createHealthApp(this.readiness),
    );
    if (access !== undefined)
      this.metrics = createHttpsServer(
        { ...smallRequests, ...listenerOptions({ verifyClients: false }) },
        createMetricsApp(details, { ...parts, ...access }),
      );
    for (const server of [this.health, ...this.metricsServers])
      new ConnectionLimit(maxHealthConnections, () => report.connectionClosed()).watch(server);
    this.certificates = new LiveCertificates({
      servers: [this.https, ...this.metricsServers],
      source: certificates,
      ...(clientCaFile === undefined ? {} : { clientCaFile }),
    });
  }

  get load(): ServerLoad {
    const { connections, intake, queue } = this;
    return {
      connections: connections.open,
      requests: intake.requestsInFlight,
      waiting: queue.waiting,
      bodyBytes: intake.bytesInFlight,
    };
  }

  /** Rejects with the system error if a port is not available. */
  async listen(options: ListenOptions): Promise<ListenResult> {
    await this.certificates.start();
    await listenOn(this.health, options.healthAddress, options.healthPort);
    if (this.metrics !== undefined) await listenOn(this.metrics, options.metricsAddress, options.metricsPort);
    await listenOn(this.https, options.address, options.port);
    return {
      port: portOf(this.https),
      healthPort: portOf(this.health),
      ...(this.metrics === undefined ? {} : { metricsPort: portOf(this.metrics) }),
    };
  }

  /**
   * Stops without losing a request: handles requests while endpoint changes propagate, then rejects new ones
   * so other replicas handle them, then closes. Interrupts only requests that take longer than `finishMs`.
   */
  async stop({ drainMs, rejectMs, finishMs }: StopOptions): Promise<void> {
    this.phase.current = 'draining';
    await this.sleep(drainMs);
    this.phase.current = 'rejecting';
    await this.sleep(rejectMs);
    const closed = closeOf(this.https);
    await Promise.race([closed, this.sleep(finishMs)]);
    // The server waits for sockets that are in a TLS handshake and does not close them.
    this.connections.destroyAll();
    await closed;
    await this.certificates.stop();
    for (const server of [this.health, ...this.metricsServers]) {
      const serverClosed = closeOf(server);
      server.closeAllConnections();
      await serverClosed;
    }
  }

  private get metricsServers(): readonly HttpsServer[] {
    return this.metrics === undefined ? [] : [this.metrics];
  }
}

function certificateCheck(source: CertificateSource): ReadinessCheck {
  return {
    name: 'certificate',
    check() {
      const { state, reason } = source.status();
      return { ok: state !== 'failed', reason };
    },
  };
}

type AdmissionListenerParts = AdmissionRouteParts &
  Pick<WebhookServerParts, 'logger' | 'failurePolicy' | 'headersTimeoutMs'>;

function createAdmissionListener(parts: AdmissionListenerParts, tls: ListenerFixtures): HttpsServer {
  const options = {
    ...listenerOptions(tls),
    // The API server keeps idle connections for 90 s; closing earlier races with its next request.
    keepAliveTimeout: 95_000,
    headersTimeout: parts.headersTimeoutMs ?? defaultHeadersTimeoutMs,
    // The API server waits at most 30 s for a response.
    requestTimeout: 30_000,
    connectionsCheckingInterval,
    // A paused body holds no more than the part that has already been decrypted.
    highWaterMark: 16 * 1024,
  };
  const server = createHttpsServer(options, createAdmissionApp(parts));
  // `Expect: 100-continue`: reject a large body before the client sends it.
  server.on('checkContinue', (request, response) => {
    if (Number(request.headers['content-length']) > parts.limits.bodyBytes) {
      parts.onRejected(413);
      reject(response, 413, tooLarge(parts.limits), { Connection: 'close' });
      return;
    }
    response.writeContinue();
    server.emit('request', request, response);
  });
  return server;
}

/** Image has its own path, so the log of a proxy shows which webhook was called. */
const stageOfPath = { '/validate': 'validate', '/mutate': 'mutate', '/validate-image': 'validate' } as const;

interface AdmissionPath extends AdmissionEntry {
  readonly path: string;
}

/** The path contains the failurePolicy of the webhook entry, because a request does not. */
function admissionPaths(defaultPolicy: FailurePolicy): readonly AdmissionPath[] {
  return Object.entries(stageOfPath).flatMap(([path, stage]) => [
    { path, stage, failurePolicy: defaultPolicy },
    { path: `${path}/fail`, stage, failurePolicy: 'Fail' as const },
    { path: `${path}/ignore`, stage, failurePolicy: 'Ignore' as const },
  ]);
}

function createAdmissionApp(parts: AdmissionListenerParts): Express {
  const app = createApp();
  for (const { path, ...entry } of admissionPaths(parts.failurePolicy)) {
    app.post(path, admissionRoute(entry, parts));
    app.all(path, (_request, response) => {
      parts.onRejected(405);
      reject(response, 405, 'this path requires the method POST', { Allow: 'POST' });
    });
  }
  app.use((_request, response) => {
    parts.onRejected(404);
    reject(response, 404, 'not found; send AdmissionReviews to POST /mutate, /validate or /validate-image');
  });
  return app.use(errorHandler(parts));
}

function errorHandler({
  logger,
  onRejected = () => {},
}: Pick<WebhookServerParts, 'logger'> & Partial<Pick<WebhookServerParts, 'onRejected'>>) {
  // Express recognizes an error handler by its four parameters.
  const onError: ErrorRequestHandler = (error, _request, response, _next) => {
    logger.error('Request failed', { err: error });
    if (response.headersSent) return;
    onRejected(500);
    reject(response, 500, 'internal error; see the log of mirrorguard');
  };
  return onError;
}

function createHealthApp(readiness: Readiness): Express {
  const app = createApp();
  addHealthRoutes(app, readiness);
  return app.use((_request, response) =>
    reject(response, 404, 'not found; available paths are /livez and /readyz'),
  );
}

/** Without a cluster to authorize clients, only clients on this machine get details. */
function createLocalApp(details: DetailRouteParts, logger: Logger): Express {
  const app = createApp();
  addLocalRoutes(app, detailRoutes(details));
  return app.use(createHealthApp(details.readiness), errorHandler({ logger }));
}

function createMetricsApp(details: DetailRouteParts, access: AccessParts): Express {
  const app = createApp();
  app.use(requireAccess(access), detailRoutes(details));
  app.use((_request, response) =>
    reject(response, 404, 'not found; available paths are /metrics and /readyz?verbose'),
  );
  return app.use(errorHandler({ logger: access.logger }));
}

function createApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  return app;
}

/** @param address `*`: all addresses, with or without IPv6 */
function listenOn(server: HttpServer | HttpsServer, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject_) => {
    server.once('error', reject_);
    server.listen({ port, ...(address === '*' ? {} : { host: address }) }, () => {
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
