import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditFileMeter } from '../audit/sinks/file/audit-file.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import type { Failure, Stage, Verdict } from '../webhook/decision.ts';
import type { DecisionMeter, DecisionSample } from '../webhook/ports.ts';
import { createAuditMetrics, type DestinationName } from './audit-metrics.ts';
import { createExemptionMeter, createPolicyMetrics, type PolicyMetrics } from './policy-metrics.ts';
import { TalliedCounter, type Tally } from './tallied-counter.ts';
import { createWatchMetrics, type WatchMetrics } from './watch-metrics.ts';

type Severity = DecisionSample['findings'][number]['severity'];

const stages: readonly Stage[] = ['mutate', 'validate'];
const verdicts: readonly Verdict[] = ['allow', 'deny', 'ignore'];
const kinds: readonly DecisionSample['kind'][] = [
  ...(Object.keys(mirrorSetKinds) as MirrorSetKind[]),
  'other',
];
const operations: readonly DecisionSample['operation'][] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];
const severities: readonly Severity[] = ['deny', 'warn', 'audit'];
/** Why a request may go unjudged. What went unrecorded is told by the metrics of the audit log. */
const unjudgedFor: readonly Failure[] = ['deadline', 'unread', 'internal-error'];
/** HTTP answers that are no AdmissionReview. */
const rejections = [400, 404, 405, 408, 413, 415, 500, 503];

/** What the metrics need to know so that every series exists from the start, at 0. */
export interface MetricNames {
  readonly rules: readonly string[];
  readonly mutations: readonly string[];
  /** Resources that may be watched. */
  readonly watched: readonly string[];
  readonly version: string;
}

/** Values that are asked for when somebody reads the metrics. */
export interface GaugeSources {
  factsAgeSeconds(): number;
  isReady(): boolean;
  /** NaN while there is none. */
  certificateNotAfterSeconds(): number;
  /** NaN where the CA is not known. */
  caNotAfterSeconds(): number;
  /** Nothing about the certificate needs an admin. */
  isCertificateWell(): boolean;
}

export interface Metrics {
  readonly decisions: DecisionMeter;
  readonly audit: (destination: DestinationName) => AuditFileMeter;
  readonly watches: WatchMetrics;
  readonly policy: PolicyMetrics;
  rejected(status: number): void;
  /** In the text format of Prometheus. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** One registry of its own. Labels come from closed sets: never names of objects, users or images. */
export function createMetrics(names: MetricNames, sources: GaugeSources): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  addGauges(registers, names, sources);

  const rejectedRequests = new Counter({
    name: 'mirrorguard_http_rejections_total',
    help: 'Requests to the admission listener answered with an HTTP error instead of an AdmissionReview.',
    labelNames: ['code'],
    registers,
  });
  for (const code of rejections) rejectedRequests.inc({ code }, 0);

  return {
    decisions: createDecisionMeter(registers, names),
    audit: createAuditMetrics(registers),
    watches: createWatchMetrics(registers, names.watched),
    policy: createPolicyMetrics(registers),
    rejected: (status) => rejectedRequests.inc({ code: rejections.includes(status) ? status : 500 }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function createDecisionMeter(registers: Registry[], names: MetricNames): DecisionMeter {
  const decisions = new TalliedCounter(
    'mirrorguard_admission_decisions_total',
    'Answered admission requests.',
    ['stage', 'kind', 'operation', 'verdict'],
    registers,
  );
  const durations = new Histogram({
    name: 'mirrorguard_admission_duration_seconds',
    help: 'From the last byte of a request to the decision.',
    labelNames: ['stage'],
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
    registers,
  });
  const findings = new TalliedCounter(
    'mirrorguard_findings_total',
    'Findings of rules.',
    ['rule', 'severity'],
    registers,
  );
  const repairs = new Counter({
    name: 'mirrorguard_repairs_total',
    help: 'Repairs made.',
    labelNames: ['mutation'],
    registers,
  });

  const unjudged = new Counter({
    name: 'mirrorguard_unjudged_total',
    help: 'Requests that were answered without being judged, by the setting for that case: no time left, not arrived in time, or a fault of mirrorguard.',
    labelNames: ['failure'],
    registers,
  });
  for (const failure of unjudgedFor) unjudged.inc({ failure }, 0);
  const unrecorded = new Counter({
    name: 'mirrorguard_unrecorded_answers_total',
    help: 'Answers that went out, by the setting for that case, before the audit log had kept their record.',
    labelNames: ['verdict'],
    registers,
  });
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
  for (const mutation of names.mutations) repairs.inc({ mutation }, 0);

  return {
    count({
      stage,
      kind,
      operation,
      verdict,
      durationMs,
      findings: found,
      mutations: made,
      exempted,
      failure,
    }: DecisionSample): void {
      byDecision[stage][kind][operation][verdict].count += 1;
      byStage[stage].observe(durationMs / 1000);
      for (const { rule, severity } of found) findingsOf(rule)[severity].count += 1;
      for (const { mutation } of made) repairs.inc({ mutation });
      countExempted(exempted);
      if (failure === 'unrecorded') unrecorded.inc({ verdict });
      else if (failure !== undefined) unjudged.inc({ failure });
    },
  };
}

/** A value for each key. */
function tabulate<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}

function addGauges(registers: Registry[], { version }: MetricNames, sources: GaugeSources): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('mirrorguard_facts_age_seconds', 'Age of the facts that decisions rest on.', sources.factsAgeSeconds);
  gauge('mirrorguard_ready', 'Whether the readiness probe passes.', () => Number(sources.isReady()));
  gauge(
    'mirrorguard_certificate_not_after_seconds',
    'When the serving certificate ends, in seconds since 1970.',
    sources.certificateNotAfterSeconds,
  );
  gauge(
    'mirrorguard_ca_not_after_seconds',
    'When the CA that signed the serving certificate ends, in seconds since 1970; NaN where it is not known.',
    sources.caNotAfterSeconds,
  );
  gauge(
    'mirrorguard_certificate_ok',
    '0 when an admin should look at the serving certificate: /readyz?verbose says why.',
    () => Number(sources.isCertificateWell()),
  );
  new Gauge({
    name: 'mirrorguard_build_info',
    help: 'The running version; always 1.',
    labelNames: ['version', 'node'],
    registers,
  })
    .labels(version, process.version)
    .set(1);
}
