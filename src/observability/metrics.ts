import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditQueueMeter } from '../audit/sinks/audit-log.ts';
import type { AuditFileMeter } from '../audit/sinks/file/audit-file-parts.ts';
import type { CheckMeter } from '../background/ports.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import type { Failure, Stage, Verdict } from '../webhook/decision.ts';
import type { DecisionMeter, DecisionSample } from '../webhook/ports.ts';
import { createAuditMetrics, createAuditQueueMeter, type DestinationName } from './audit-metrics.ts';
import { createClusterMetrics } from './cluster-metrics.ts';
import { configurationOf, type MetricDefinition, metricDefinitions } from './metric-definitions.ts';
import { createExemptionMeter, createPolicyMetrics, type PolicyMetrics } from './policy-metrics.ts';
import { TalliedCounter, type Tally } from './tallied-counter.ts';
import { createWatchMetrics, type WatchMetrics } from './watch-metrics.ts';

type Severity = DecisionSample['findings'][number]['severity'];

const stages: readonly Stage[] = ['mutate', 'validate'];
const verdicts: readonly Verdict[] = ['allow', 'deny', 'ignore'];
const kinds: readonly DecisionSample['kind'][] = [
  ...(Object.keys(mirrorSetKinds) as MirrorSetKind[]),
  'Image',
  'other',
];
const operations: readonly DecisionSample['operation'][] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];
const severities: readonly Severity[] = ['deny', 'warn', 'audit'];
/** Failures without evaluation. `unrecorded` has a separate metric. */
const unevaluatedFor: readonly Failure[] = ['deadline', 'overload', 'unread', 'internal-error'];
/** HTTP status codes of responses that are not an AdmissionReview. */
const rejections = [400, 404, 405, 408, 413, 415, 500, 503];

const accessResults = ['allowed', 'unauthenticated', 'forbidden', 'error'] as const;
const shedReasons = ['bytes', 'waiting', 'peer'] as const;

/** Label values of the series that start with value 0. */
export interface MetricNames {
  readonly rules: readonly string[];
  readonly mutations: readonly string[];
  /** Plural names of the watched resources. */
  readonly watched: readonly string[];
  readonly version: string;
}

/** Values that are read at each scrape. */
export interface GaugeSources {
  factsAgeSeconds(): number;
  isReady(): boolean;
  /** NaN without a certificate. */
  certificateNotAfterSeconds(): number;
  /** NaN if the CA is unknown. */
  caNotAfterSeconds(): number;
  /** False if the certificate needs attention. */
  isCertificateOk(): boolean;
  load(): LoadSample;
}

/** The current load of the admission listener. */
interface LoadSample {
  readonly connections: number;
  readonly requests: number;
  readonly waiting: number;
  readonly bodyBytes: number;
}

/** Counts requests and connections affected by the limits of the server. */
interface LoadMeter {
  shed(reason: (typeof shedReasons)[number]): void;
  connectionClosed(): void;
}

export interface Metrics {
  readonly load: LoadMeter;
  readonly decisions: DecisionMeter;
  readonly audit: (destination: DestinationName) => AuditFileMeter;
  readonly auditQueue: AuditQueueMeter;
  readonly watches: WatchMetrics;
  readonly policy: PolicyMetrics;
  readonly cluster: CheckMeter;
  rejected(status: number): void;
  /** Counts a request to the metrics listener. */
  metricsRequest(result: (typeof accessResults)[number]): void;
  /** The metrics in the Prometheus text format. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Uses a separate registry. Label values are from closed sets: never names of objects, users or images. */
export function createMetrics(names: MetricNames, sources: GaugeSources): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  addGauges(registers, names, sources);

  const rejectedRequests = new Counter(configurationOf(metricDefinitions.rejections, registers));
  for (const code of rejections) rejectedRequests.inc({ code }, 0);
  const metricsRequests = new Counter(configurationOf(metricDefinitions.metricsRequests, registers));
  for (const result of accessResults) metricsRequests.inc({ result }, 0);

  return {
    load: createLoadMeter(registers),
    decisions: createDecisionMeter(registers, names),
    audit: createAuditMetrics(registers),
    auditQueue: createAuditQueueMeter(registers),
    watches: createWatchMetrics(registers, names.watched),
    policy: createPolicyMetrics(registers),
    cluster: createClusterMetrics(registers),
    metricsRequest: (result) => metricsRequests.inc({ result }),
    rejected: (status) => rejectedRequests.inc({ code: rejections.includes(status) ? status : 500 }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function createLoadMeter(registers: Registry[]): LoadMeter {
  const shed = new Counter(configurationOf(metricDefinitions.shed, registers));
  for (const reason of shedReasons) shed.inc({ reason }, 0);
  const closed = new Counter(configurationOf(metricDefinitions.connectionsClosed, registers));
  return { shed: (reason) => shed.inc({ reason }), connectionClosed: () => closed.inc() };
}

function createDecisionMeter(registers: Registry[], names: MetricNames): DecisionMeter {
  const decisions = new TalliedCounter(metricDefinitions.decisions, registers);
  const durations = new Histogram({
    ...configurationOf(metricDefinitions.duration, registers),
    buckets: [...metricDefinitions.duration.buckets],
  });
  const findings = new TalliedCounter(metricDefinitions.findings, registers);
  const mutations = new Counter(configurationOf(metricDefinitions.mutations, registers));

  const unevaluated = new Counter(configurationOf(metricDefinitions.unevaluated, registers));
  for (const failure of unevaluatedFor) unevaluated.inc({ failure }, 0);
  const unrecorded = new Counter(configurationOf(metricDefinitions.unrecorded, registers));
  for (const verdict of ['allow', 'deny']) unrecorded.inc({ verdict }, 0);
  const countExempted = createExemptionMeter(registers, names.rules);
  const byDecision = tabulate(stages, (stage) =>
    tabulate(kinds, (kind) =>
      tabulate(operations, (operation) =>
        tabulate(verdicts, (verdict) => decisions.series(stage, kind, operation, verdict)),
      ),
    ),
  );
  const byStage = { mutate: durations.labels('mutate'), validate: durations.labels('validate') };
  for (const stage of stages) durations.zero({ stage });
  const byFinding = new Map<string, Readonly<Record<Severity, Tally>>>();
  const findingsOf = (rule: string) => {
    const known = byFinding.get(rule) ?? tabulate(severities, (severity) => findings.series(rule, severity));
    byFinding.set(rule, known);
    return known;
  };
  for (const rule of names.rules) findingsOf(rule);
  for (const mutation of names.mutations) mutations.inc({ mutation }, 0);

  return {
    count({
      stage,
      kind,
      operation,
      verdict,
      durationMs,
      findings: found,
      omitted = [],
      mutations: made,
      exempted,
      failure,
    }: DecisionSample): void {
      byDecision[stage][kind][operation][verdict].count += 1;
      byStage[stage].observe(durationMs / 1000);
      for (const { rule, severity } of found) findingsOf(rule)[severity].count += 1;
      for (const { rule, severity, count } of omitted) findingsOf(rule)[severity].count += count;
      for (const { mutation } of made) mutations.inc({ mutation });
      countExempted(exempted);
      if (failure === 'unrecorded') unrecorded.inc({ verdict });
      else if (failure !== undefined) unevaluated.inc({ failure });
    },
  };
}

function tabulate<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}

function addGauges(registers: Registry[], { version }: MetricNames, sources: GaugeSources): void {
  const gauge = (definition: MetricDefinition, read: () => number) =>
    new Gauge({
      ...configurationOf(definition, registers),
      collect() {
        this.set(read());
      },
    });
  gauge(metricDefinitions.factsAge, sources.factsAgeSeconds);
  gauge(metricDefinitions.ready, () => Number(sources.isReady()));
  gauge(metricDefinitions.certificateNotAfter, sources.certificateNotAfterSeconds);
  gauge(metricDefinitions.caNotAfter, sources.caNotAfterSeconds);
  gauge(metricDefinitions.certificateOk, () => Number(sources.isCertificateOk()));
  gauge(metricDefinitions.connections, () => sources.load().connections);
  gauge(metricDefinitions.requestsInFlight, () => sources.load().requests);
  gauge(metricDefinitions.requestsWaiting, () => sources.load().waiting);
  gauge(metricDefinitions.bodyBytes, () => sources.load().bodyBytes);
  new Gauge(configurationOf(metricDefinitions.buildInfo, registers)).labels(version, process.version).set(1);
}
