import type { Registry } from 'prom-client';

/** One metric. The registry and docs/reference/metrics.md are generated from this table. */
export interface MetricDefinition {
  readonly name: `mirrorguard_${string}`;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds in seconds; histograms only. */
  readonly buckets?: readonly number[];
}

export const metricDefinitions = {
  decisions: {
    name: 'mirrorguard_admission_decisions_total',
    type: 'counter',
    help: 'Decisions on admission requests.',
    labels: ['stage', 'kind', 'operation', 'verdict'],
  },
  duration: {
    name: 'mirrorguard_admission_duration_seconds',
    type: 'histogram',
    help: 'Time from the last byte of a request to the decision.',
    labels: ['stage'],
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
  },
  findings: {
    name: 'mirrorguard_findings_total',
    type: 'counter',
    help: 'Findings of rules.',
    labels: ['rule', 'severity'],
  },
  mutations: {
    name: 'mirrorguard_mutations_total',
    type: 'counter',
    help: 'Changes made by mutations.',
    labels: ['mutation'],
  },
  unevaluated: {
    name: 'mirrorguard_unevaluated_total',
    type: 'counter',
    help:
      'Requests decided by a setting without evaluation: deadline (no time left), overload (too many ' +
      'requests), unread (the body did not arrive in time) or internal-error.',
    labels: ['failure'],
  },
  unrecorded: {
    name: 'mirrorguard_unrecorded_responses_total',
    type: 'counter',
    help: 'Responses sent by a setting before their durable audit record was on disk.',
    labels: ['verdict'],
  },
  rejections: {
    name: 'mirrorguard_http_rejections_total',
    type: 'counter',
    help: 'Requests to the admission listener that got an HTTP error instead of an AdmissionReview.',
    labels: ['code'],
  },
  shed: {
    name: 'mirrorguard_requests_shed_total',
    type: 'counter',
    help:
      'Requests that got a response without evaluation because of a limit: bytes (of all bodies), waiting ' +
      '(requests in the queue) or peer (large or unfinished requests of one address).',
    labels: ['reason'],
  },
  connections: {
    name: 'mirrorguard_connections',
    type: 'gauge',
    help: 'Open connections to the admission listener.',
    labels: [],
  },
  connectionsClosed: {
    name: 'mirrorguard_connections_closed_total',
    type: 'counter',
    help: 'Connections that were closed because too many were open.',
    labels: [],
  },
  requestsInFlight: {
    name: 'mirrorguard_requests_in_flight',
    type: 'gauge',
    help: 'Requests to the admission listener without a response.',
    labels: [],
  },
  requestsWaiting: {
    name: 'mirrorguard_requests_waiting',
    type: 'gauge',
    help: 'Requests whose body is complete and that wait for evaluation.',
    labels: [],
  },
  bodyBytes: {
    name: 'mirrorguard_request_body_bytes',
    type: 'gauge',
    help: 'Bytes of all request bodies in memory.',
    labels: [],
  },
  metricsRequests: {
    name: 'mirrorguard_metrics_requests_total',
    type: 'counter',
    help:
      'Requests to the metrics listener: allowed, unauthenticated (401), forbidden (403) or error (503: ' +
      'the API server did not review the token).',
    labels: ['result'],
  },
  exemptionsUsed: {
    name: 'mirrorguard_exemptions_used_total',
    type: 'counter',
    help: 'Denials that an exemption of the policy turned into warnings.',
    labels: ['rule'],
  },
  breakGlassUsed: {
    name: 'mirrorguard_break_glass_used_total',
    type: 'counter',
    help: 'Denials that the break-glass annotation turned into warnings.',
    labels: ['rule'],
  },
  exemptionsRejected: {
    name: 'mirrorguard_exemptions_rejected_total',
    type: 'counter',
    help:
      'Exemptions that matched but did not apply: expired, not-allowed (break-glass by another ' +
      'user) or no-reason (break-glass without a reason).',
    labels: ['reason'],
  },
  policyReads: {
    name: 'mirrorguard_policy_reads_total',
    type: 'counter',
    help: 'Versions of the policy file that were read: loaded, or rejected as invalid.',
    labels: ['result'],
  },
  policyCurrent: {
    name: 'mirrorguard_policy_current',
    type: 'gauge',
    help:
      '0 while the policy file is invalid and the previous version is enforced; /readyz?verbose ' +
      'shows the reason.',
    labels: [],
  },
  policyExemptions: {
    name: 'mirrorguard_policy_exemptions',
    type: 'gauge',
    help: 'Exemptions of the enforced policy: active or expired.',
    labels: ['state'],
  },
  watchState: {
    name: 'mirrorguard_watch_state',
    type: 'gauge',
    help:
      '1 for the current state of a watch: starting, current, absent (the cluster does not have ' +
      'the resource), failed, or excluded (an option excludes the resource, such as --machine-configs off).',
    labels: ['resource', 'state'],
  },
  watchEvents: {
    name: 'mirrorguard_watch_events_total',
    type: 'counter',
    help: 'Changes received by watches.',
    labels: ['resource'],
  },
  watchRestarts: {
    name: 'mirrorguard_watch_restarts_total',
    type: 'counter',
    help: 'Ended watches: closed by the server, silent for too long, expired resource version, or failed.',
    labels: ['resource', 'reason'],
  },
  auditRecords: {
    name: 'mirrorguard_audit_records_total',
    type: 'counter',
    help: 'Audit records by destination (stdout, file, collector) and result (written, dropped).',
    labels: ['destination', 'result'],
  },
  auditFailures: {
    name: 'mirrorguard_audit_failures_total',
    type: 'counter',
    help: 'Failed deliveries of audit records, including those that are retried.',
    labels: ['destination'],
  },
  auditPending: {
    name: 'mirrorguard_audit_pending_bytes',
    type: 'gauge',
    help: 'Audit records that wait to be written; above 16 MiB new records are dropped.',
    labels: ['destination'],
  },
  auditQueue: {
    name: 'mirrorguard_audit_queue_records',
    type: 'gauge',
    help: 'Decisions whose audit records are not made yet, at most 64; a killed process loses them.',
    labels: [],
  },
  auditForced: {
    name: 'mirrorguard_audit_forced_records_total',
    type: 'counter',
    help: 'Audit records that were made before other requests were served, because the queue was full.',
    labels: [],
  },
  auditRotations: {
    name: 'mirrorguard_audit_rotations_total',
    type: 'counter',
    help: 'Rotations of the audit file.',
    labels: [],
  },
  auditRecoveries: {
    name: 'mirrorguard_audit_recoveries_total',
    type: 'counter',
    help: 'Partial writes and corrupt audit files that were found and moved to another file.',
    labels: [],
  },
  auditFsync: {
    name: 'mirrorguard_audit_fsync_seconds',
    type: 'histogram',
    help: 'Duration of an fsync of the audit file.',
    labels: [],
    buckets: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  },
  factsAge: {
    name: 'mirrorguard_facts_age_seconds',
    type: 'gauge',
    help: 'Age of the cluster state that decisions are based on.',
    labels: [],
  },
  clusterMcoBlocked: {
    name: 'mirrorguard_cluster_mco_blocked',
    type: 'gauge',
    help:
      '1 if the Machine Config Operator applies no mirror or registry change in the stored state, ' +
      'otherwise 0.',
    labels: [],
  },
  clusterLoadable: {
    name: 'mirrorguard_cluster_registries_conf_loadable',
    type: 'gauge',
    help: '0 if CRI-O cannot load the registries.conf of the stored state in some pool, otherwise 1.',
    labels: [],
  },
  clusterFindings: {
    name: 'mirrorguard_cluster_findings',
    type: 'gauge',
    help: 'Findings in the stored state, after the levels and exemptions of the policy.',
    labels: ['severity'],
  },
  clusterNotEvaluated: {
    name: 'mirrorguard_cluster_rules_not_evaluated',
    type: 'gauge',
    help:
      'Rules that the last check of the stored state could not evaluate because a fact is unknown; ' +
      '`mirrorguard_watch_state` names the resource, and /readyz?verbose the reason.',
    labels: [],
  },
  clusterMirrorSets: {
    name: 'mirrorguard_cluster_mirror_sets',
    type: 'gauge',
    help: 'Stored mirror sets.',
    labels: ['kind'],
  },
  clusterEntries: {
    name: 'mirrorguard_cluster_entries',
    type: 'gauge',
    help: 'Entries of all stored mirror sets.',
    labels: [],
  },
  clusterFileBytes: {
    name: 'mirrorguard_cluster_registries_conf_bytes',
    type: 'gauge',
    help:
      'Size of the registries.conf of the stored state; NaN if the Machine Config Operator writes ' + 'none.',
    labels: [],
  },
  clusterPolicyChanges: {
    name: 'mirrorguard_cluster_open_policy_changes',
    type: 'gauge',
    help:
      'Sources whose announced change of mirrorSourcePolicy (annotation ' +
      '`mirrorguard.io/policy-change`) is not complete.',
    labels: [],
  },
  clusterCheckTimestamp: {
    name: 'mirrorguard_cluster_check_timestamp_seconds',
    type: 'gauge',
    help: 'Time of the last check of the stored state, in seconds since 1970.',
    labels: [],
  },
  ready: {
    name: 'mirrorguard_ready',
    type: 'gauge',
    help: '1 if the readiness probe passes, otherwise 0.',
    labels: [],
  },
  certificateNotAfter: {
    name: 'mirrorguard_certificate_not_after_seconds',
    type: 'gauge',
    help: 'Expiry of the serving certificate, in seconds since 1970.',
    labels: [],
  },
  caNotAfter: {
    name: 'mirrorguard_ca_not_after_seconds',
    type: 'gauge',
    help:
      'Expiry of the CA that signed the serving certificate, in seconds since 1970; NaN if it is ' +
      'unknown.',
    labels: [],
  },
  certificateOk: {
    name: 'mirrorguard_certificate_ok',
    type: 'gauge',
    help: '0 if the serving certificate needs attention; /readyz?verbose shows the reason.',
    labels: [],
  },
  buildInfo: {
    name: 'mirrorguard_build_info',
    type: 'gauge',
    help: 'Version of mirrorguard and Node.js; always 1.',
    labels: ['version', 'node'],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** The constructor parameters of prom-client. */
export function configurationOf<Label extends string>(
  { name, help, labels }: MetricDefinition & { readonly labels: readonly Label[] },
  registers: Registry[],
) {
  return { name, help, labelNames: labels, registers };
}
