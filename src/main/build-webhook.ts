import { setTimeout as sleepFor } from 'node:timers/promises';
import type { ApiConnection } from '../cluster/api-connection.ts';
import { watchedConfigurations } from '../cluster/ca-bundle-watch.ts';
import { DelegatedAccess } from '../cluster/delegated-access.ts';
import { watchedResources } from '../cluster/watch/collectors.ts';
import type { Values } from '../config/read-options.ts';
import type { webhookOptions } from '../config/webhook-options.ts';
import { createMetrics } from '../observability/metrics.ts';
import { rulePagesOf } from '../reporting/docs-url.ts';
import { rules } from '../rules/index.ts';
import { mutations } from '../rules/mutations/index.ts';
import { WebhookServer } from '../server/webhook-server.ts';
import { handleLargeReview, handleReview } from '../webhook/admission.ts';
import { isLargeBody } from '../webhook/large-body.ts';
import type { Call, Logger } from '../webhook/ports.ts';
import { WorkerEvaluator } from '../worker/worker-evaluator.ts';
import { certificateMode, findCaFile, openCertificates } from './certificates.ts';
import { connectOnDemand } from './connect-on-demand.ts';
import type { DefaultPaths } from './default-paths.ts';
import { openPolicy } from './enforced-policy.ts';
import { describeAudit, openAudit } from './open-audit.ts';
import { openBackground } from './open-background.ts';
import { openFacts } from './open-facts.ts';
import { openCheckLease } from './open-lease.ts';
import { readVersion } from './process.ts';
import { recordPolicies } from './record-policies.ts';
import { type StartSummary, startMessage } from './start-message.ts';
import { startWorker } from './start-worker.ts';

/**
 * How long late requests are rejected after the drain, so other replicas handle them, and the time limit for
 * the last requests.
 */
const rejectMs = 1000;
const finishMs = 10_000;
/** Idle time before the thread stops. A thread needs about 20 MB and some tenths of a second to start. */
const workerIdleMs = 60_000;

export interface RunningWebhook {
  readonly startMessage: string;
  stop(options: { readonly drainMs: number }): Promise<void>;
}

const clock = { nowMs: Date.now, monotonicMs: () => performance.now() };

/** Creates and starts all parts, from the sources of facts to the listeners. */
export async function startWebhook(
  options: Values<typeof webhookOptions>,
  paths: DefaultPaths,
  logger: Logger,
): Promise<RunningWebhook> {
  const stateDir = options.stateDir ?? paths.stateDir;
  const metrics = createMetrics(
    {
      rules: rules.map(({ id }) => id),
      mutations: mutations.map(({ id }) => id),
      watched: [
        ...(options.facts === 'cluster' ? watchedResources : []),
        ...(certificateMode(options) === 'self' ? watchedConfigurations : []),
      ],
      version: readVersion(),
    },
    {
      factsAgeSeconds: () => (clock.nowMs() - facts.source.snapshot().takenAtMs) / 1000,
      isReady: () => server.readiness.check().isReady,
      certificateNotAfterSeconds: () => (certificates.status().notAfterMs ?? Number.NaN) / 1000,
      caNotAfterSeconds: () => (certificates.status().caNotAfterMs ?? Number.NaN) / 1000,
      load: () => server.load,
      isCertificateOk: () => certificates.status().state === 'ok',
    },
  );
  const certificates = await openCertificates(options, { stateDir, logger, meter: metrics.watches });
  // Before the watches are opened, because an invalid policy aborts the start.
  const policy = await openPolicy(options, { logger, meter: metrics.policy, nowMs: clock.nowMs });
  const facts = await openFacts(options, { paths, logger, meter: metrics.watches, nowMs: clock.nowMs });
  const checkLease = await openCheckLease(options, connectOnDemand);
  const pageOf = rulePagesOf(options.docsUrl);
  const background = await openBackground(options, {
    pageOf,
    facts,
    policy,
    leadership: checkLease,
    meter: metrics.cluster,
    logger,
    nowMs: clock.nowMs,
  });
  const auditParts = { meterFor: metrics.audit, queueMeter: metrics.auditQueue, clock, logger };
  const audit = await openAudit(options, auditParts);
  recordPolicies(policy, { rules, audit, clock });

  const parts = {
    rules,
    pageOf,
    facts: facts.source,
    audit,
    meter: metrics.decisions,
    clock,
    logger,
  };
  const evaluator = new WorkerEvaluator({
    start: () => startWorker(paths.workerFile),
    logger,
    idleMs: workerIdleMs,
  });
  const handle = (call: Call) => {
    const current = { ...parts, settings: policy.current() };
    return call.failure === undefined && isLargeBody(call.body.length)
      ? handleLargeReview(call, current, evaluator)
      : handleReview(call, current);
  };
  const server = new WebhookServer({
    handle,
    clock,
    logger,
    meter: metrics.load,
    failurePolicy: options.failurePolicy,
    onRejected: metrics.rejected,
    certificates,
    ...(options.clientCaFile === undefined ? {} : { clientCaFile: options.clientCaFile }),
    ...(facts.watched === undefined
      ? {}
      : { access: { reviewer: accessReviewerOf(facts.watched.api), count: metrics.metricsRequest } }),
    checks: [
      { name: 'facts', check: () => facts.check() },
      { name: 'audit', check: () => audit.check() },
      { name: 'policy', check: () => ({ ok: true, reason: policy.describe() }) },
    ],
    renderMetrics: metrics.render,
    sleep: (ms) => sleepFor(ms, undefined, { ref: false }),
  });
  const ports = await server.listen(options);
  const url = `https://${hostOf(options.address)}:${ports.port}`;
  const healthUrl = `http://${hostOf(options.healthAddress)}:${ports.healthPort}`;
  const detailsUrl =
    ports.metricsPort === undefined
      ? healthUrl
      : `https://${hostOf(options.metricsAddress)}:${ports.metricsPort}`;
  const version = readVersion();
  const summary = {
    cluster: facts.check().reason,
    rules: rules.length,
    policy: policy.describe(),
    audit: describeAudit(options),
  };
  logger.info('Listening', { url, healthUrl, metricsUrl: `${detailsUrl}/metrics`, version, ...summary });
  const { state, reason } = certificates.status();
  if (state !== 'ok') logger.warn('Certificate needs attention', { reason });
  const caFile = certificateMode(options) === 'folder' ? await findCaFile(stateDir, certificates) : undefined;

  const startSummary: StartSummary = {
    version,
    url,
    detailsUrl,
    ...summary,
    shellFolder: paths.shellFolder,
    ...(caFile === undefined ? {} : { caFile }),
    ...(paths.exampleReview === undefined ? {} : { exampleReview: paths.exampleReview }),
  };
  return {
    startMessage: startMessage(startSummary),
    async stop({ drainMs }) {
      await background?.stop();
      await checkLease?.release().catch(() => {});
      await server.stop({ drainMs, rejectMs: drainMs === 0 ? 0 : rejectMs, finishMs });
      await evaluator.stop();
      await facts.stop();
      await policy.stop();
      await audit.close();
      logger.info('Stopped');
    },
  };
}

const accessReviewerOf = (api: ApiConnection) => new DelegatedAccess({ api, monotonicMs: clock.monotonicMs });

/** The host of a URL; a wildcard address is replaced with the loopback address. */
function hostOf(address: string): string {
  if (address === '0.0.0.0' || address === '*') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
