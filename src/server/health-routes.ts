import type { Express } from 'express';
import type { Readiness } from './readiness.ts';

export interface HealthRouteParts {
  readonly readiness: Readiness;
  readonly renderMetrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/**
 * `/livez`: the event loop runs. `/readyz?verbose`: each check with its reason, in the format of the API
 * server.
 */
export function addHealthRoutes(app: Express, { readiness, renderMetrics }: HealthRouteParts): void {
  app.get('/livez', (_request, response) => {
    response.type('text/plain').send('ok\n');
  });
  app.get('/readyz', (request, response) => {
    const { isReady, lines } = readiness.look();
    const verdict = isReady ? 'readyz check passed' : 'readyz check failed';
    const isVerbose = !isReady || request.query.verbose !== undefined;
    response
      .status(isReady ? 200 : 503)
      .type('text/plain')
      .send(isVerbose ? `${[...lines, verdict].join('\n')}\n` : 'ok\n');
  });
  app.get('/metrics', async (_request, response) => {
    const { contentType, text } = await renderMetrics();
    response.setHeader('Content-Type', contentType);
    response.end(text);
  });
}
