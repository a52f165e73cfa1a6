import { BlockList, isIP, isIPv6 } from 'node:net';
import express, { type Express, type Router } from 'express';
import type { Readiness } from './readiness.ts';

export interface DetailRouteParts {
  readonly readiness: Readiness;
  readonly renderMetrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** `/livez`: whether the event loop runs. `/readyz`: the result without reasons, for probes. */
export function addHealthRoutes(app: Express, readiness: Readiness): void {
  app.get('/livez', (_request, response) => {
    response.type('text/plain').send('ok\n');
  });
  app.get('/readyz', (_request, response) => {
    const { isReady } = readiness.check();
    response
      .status(isReady ? 200 : 503)
      .type('text/plain')
      .send(isReady ? 'ok\n' : 'not ready\n');
  });
}

/** `/metrics`, and `/readyz?verbose` with the reason of each check, in the format of the API server. */
export function detailRoutes({ readiness, renderMetrics }: DetailRouteParts): Router {
  const router = express.Router();
  router.get('/readyz', (request, response) => {
    const { isReady, lines } = readiness.check();
    const verdict = isReady ? 'readyz check passed' : 'readyz check failed';
    const isVerbose = !isReady || request.query.verbose !== undefined;
    response
      .status(isReady ? 200 : 503)
      .type('text/plain')
      .send(isVerbose ? `${[...lines, verdict].join('\n')}\n` : 'ok\n');
  });
  router.get('/metrics', async (_request, response) => {
    const { contentType, text } = await renderMetrics();
    response.setHeader('Content-Type', contentType);
    response.end(text);
  });
  return router;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Serves routes only to clients on this machine; requests of other clients continue to the next routes. */
export function addLocalRoutes(app: Express, routes: Router): void {
  app.use((request, response, next) => {
    if (isLoopback(request.socket.remoteAddress ?? '')) routes(request, response, next);
    else next();
  });
}
