import type { LogLevel } from './logger.ts';

/**
 * The documentation of a log message for administrators. docs/reference/log-messages.md is generated from
 * this table.
 */
export interface LogMessage {
  readonly level: LogLevel;
  /** Meaning of each field besides `level`, `time` and `message`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly meaning: string;
  readonly action: string;
}

const noAction = 'No action is required.';
const err = 'the error';
const path = 'path of the audit file';
const folder = 'folder of manifests (`--cluster-dir`)';
const uid = 'uid of the AdmissionReview';

/**
 * Every log message. `npm run generate` fails if a message of the sources is missing, unused or has another
 * level.
 */
export const logMessages: Readonly<Record<string, LogMessage>> = {
  Listening: {
    level: 'info',
    fields: {
      url: 'URL of the admission listener',
      healthUrl: 'URL of the health listener',
      metricsUrl: 'URL of the metrics',
      version: 'version of mirrorguard',
      cluster: 'source of the cluster state',
      rules: 'number of rules',
      policy: 'the enforced policy',
      audit: 'destinations of the audit log',
    },
    meaning: 'The process accepts requests.',
    action: noAction,
  },
  Stopped: {
    level: 'info',
    fields: {},
    meaning: 'The process ends after an orderly shutdown.',
    action: noAction,
  },
  'Shutdown failed': {
    level: 'error',
    fields: { err },
    meaning: 'The shutdown ended with an error; audit records may be lost.',
    action: 'Run `mirrorguard audit verify` on the audit file, and report the error.',
  },
  'Became ready': { level: 'info', fields: {}, meaning: 'All readiness checks pass.', action: noAction },
  'Became not ready': {
    level: 'warn',
    fields: { failed: 'reason of each failed check' },
    meaning: 'A readiness check fails; Services send requests to other replicas.',
    action: 'Resolve the reasons. `/readyz?verbose` of the metrics listener shows the current ones.',
  },
  'Checked cluster': {
    level: 'info',
    fields: {
      isBlocked: 'whether the Machine Config Operator applies no mirror or registry change',
      isLoadable: 'whether CRI-O can load registries.conf',
      findings: 'number of findings by severity',
    },
    meaning: 'The leader checked the stored state, and the result differs from the one before.',
    action:
      'If the Machine Config Operator is blocked or the file cannot be loaded, see ' +
      '[a cluster that is already broken](../guides/broken-cluster.md).',
  },
  'Changed leadership': {
    level: 'debug',
    fields: { isLeader: 'whether this replica checks the stored state' },
    meaning: 'This replica acquired or lost the Lease of the background check.',
    action: noAction,
  },
  'Lease was not renewed': {
    level: 'warn',
    fields: { reason: 'the error' },
    meaning: 'This replica does not check the stored state, because a call for the Lease failed.',
    action: 'Resolve the reason, which is usually a missing permission. Another replica may be the leader.',
  },
  'Cluster report was not written': {
    level: 'warn',
    fields: { reason: 'the error' },
    meaning: 'The cluster report is not current. The leader tries again after 30 s.',
    action: 'Resolve the reason, which is usually a missing permission.',
  },
  'Event was not created': {
    level: 'warn',
    fields: { reason: 'the error' },
    meaning: 'An Event about a fault of the stored state is missing. The leader tries again after 30 s.',
    action: 'Resolve the reason, which is usually a missing permission.',
  },
  'Access review failed': {
    level: 'warn',
    fields: { reason: 'the error' },
    meaning:
      'A client of the metrics listener got HTTP 503, because the API server did not review its token. ' +
      'Logged at most every 10 s.',
    action:
      'Resolve the reason, which is usually a missing permission for tokenreviews or subjectaccessreviews.',
  },
  'Request failed': {
    level: 'error',
    fields: { err },
    meaning:
      'An internal error; the response was HTTP 500, and `failurePolicy` of the webhook ' +
      'configuration applies.',
    action: 'Report the error.',
  },
  'Evaluation failed': {
    level: 'error',
    fields: { uid, err },
    meaning: 'An internal error; the response followed `--on-internal-error`.',
    action: 'Report the error.',
  },
  'Reached a limit of the server': {
    level: 'warn',
    fields: {
      shed: 'requests that got a response without evaluation since the last message',
      closedConnections: 'connections that were closed since the last message',
    },
    meaning:
      'More connections or requests arrived than the replica accepts. It sheds the largest and slowest ' +
      'requests and closes idle connections first. Logged at most every 10 s.',
    action:
      'Find the clients: only API servers should reach the port (NetworkPolicy, `--client-ca-file`). ' +
      '`mirrorguard_requests_shed_total` states which limit was reached.',
  },
  'Skipped evaluation': {
    level: 'warn',
    fields: {
      uid,
      failure:
        '`deadline`, `overload`, `unread` (the request body did not arrive in time) or `internal-error`',
    },
    meaning:
      'The response followed `onDeadline` or `onInternalError` of the policy, or else the failurePolicy of ' +
      'the webhook entry.',
    action: 'Check the CPU of the replica and the network between API server and replica.',
  },
  'Audit record is not on disk': {
    level: 'error',
    fields: { uid, outcome: '`late` (at the deadline) or `lost` (it cannot be written)', err },
    meaning:
      'With `--audit-fsync durable`, the response was sent without its record on disk: a denial, ' +
      'or by `--on-deadline` (late) or `--on-internal-error` (lost).',
    action: 'Check the disk of the audit file.',
  },
  'Audit record is incomplete': {
    level: 'error',
    fields: { uid, err },
    meaning: 'An internal error; the record has the verdict, but no findings and no digests.',
    action: 'Report the error.',
  },
  'Audit destination failed': {
    level: 'error',
    fields: { destination: 'audit file, audit stream or audit collector', reason: 'the problem', err },
    meaning:
      'Records cannot be written. They are kept in memory and retried, or dropped and counted. ' +
      'Logged once per problem.',
    action: 'Check the disk or the collector.',
  },
  'Audit destination recovered': {
    level: 'info',
    fields: { destination: 'audit file, audit stream or audit collector' },
    meaning: 'Records are written again.',
    action: 'Check `mirrorguard_audit_records_total{result="dropped"}` for lost records.',
  },
  'Rotated audit file': {
    level: 'info',
    fields: { rotated: 'path of the rotated file', head: 'log, number and hash of its last record' },
    meaning: 'The audit file reached its maximum size or age.',
    action: 'Save the head to detect truncation later (`audit verify --head`).',
  },
  'Closed audit file': {
    level: 'info',
    fields: { head: 'log, number and hash of the last record' },
    meaning: 'All records are on disk.',
    action: 'Save the head to detect truncation later (`audit verify --head`).',
  },
  'Reopened audit file changed by another program': {
    level: 'warn',
    fields: { path },
    meaning: 'The file was moved, truncated or written to by another program.',
    action: 'Use `--audit-max-bytes` and `--audit-max-age-hours` for rotation instead of another program.',
  },
  'Moved corrupt audit data aside': {
    level: 'warn',
    fields: { path, aside: 'path of the moved data' },
    meaning: 'A partial write or a corrupt file was found when the audit file was opened.',
    action: 'Run `mirrorguard audit verify`. A corrupt file indicates a disk error or a manual change.',
  },
  'Audit file rotation failed': {
    level: 'error',
    fields: { path, retryMs: 'milliseconds until the next attempt', err },
    meaning: 'The file grows beyond its maximum size.',
    action: 'Check the permissions of the folder. A file that is mounted with `subPath` cannot be renamed.',
  },
  'Audit file was deleted': {
    level: 'error',
    fields: { path },
    meaning:
      'The file did not exist at the start, although other files show that the log did. Records are lost.',
    action: 'Run `mirrorguard audit verify --api-audit`, and find out who removed or moved the file.',
  },
  'Audit file cannot be locked': {
    level: 'warn',
    fields: { path, err },
    meaning: 'The file system or the Node.js runtime has no locks. Another process could write the file.',
    action: 'Make sure that each process has its own file.',
  },
  'Removal of old audit files failed': {
    level: 'error',
    fields: { path, err },
    meaning: 'Files older than `--audit-retain-hours` are retained.',
    action: 'Check the permissions of the folder.',
  },
  'Audit file fsync failed': {
    level: 'error',
    fields: { err },
    meaning: 'Written records may be lost if the machine stops.',
    action: 'Check the disk.',
  },
  'Loaded policy': {
    level: 'info',
    fields: { file: 'path of the policy file', preset: 'its preset', exemptions: 'number of exemptions' },
    meaning: 'The policy of the file is enforced.',
    action: noAction,
  },
  'Policy is invalid': {
    level: 'warn',
    fields: { file: 'path of the policy file', problem: 'the problems' },
    meaning: 'The previous version of the policy remains in effect.',
    action: 'Correct the file. `mirrorguard policy validate` reports every problem with its position.',
  },
  'Exemption expired': {
    level: 'warn',
    fields: { exemption: 'its name' },
    meaning: 'The exemption no longer applies.',
    action: 'Fix the objects, or extend the exemption in the policy.',
  },
  'Certificate needs attention': {
    level: 'warn',
    fields: { reason: 'the problem' },
    meaning: 'The serving certificate is missing, expired or does not match.',
    action: 'See docs/guides/certificates.md.',
  },
  'Renewed certificates': {
    level: 'info',
    fields: { step: 'the step of the renewal' },
    meaning: 'A step of the renewal of CA and serving certificate is complete.',
    action: noAction,
  },
  'Created CA': {
    level: 'info',
    fields: { reason: 'the trigger' },
    meaning: 'The folder had no CA.',
    action: 'Distribute the CA to clients.',
  },
  'Replaced CA': {
    level: 'warn',
    fields: { reason: 'the trigger', caFile: 'path of the new CA' },
    meaning: 'Clients that trust the old CA reject the serving certificate.',
    action: 'Distribute the new CA to clients that trust the old one.',
  },
  'Created serving certificate': {
    level: 'info',
    fields: { reason: 'the trigger' },
    meaning: 'The listener serves a new certificate of the same CA.',
    action: noAction,
  },
  'Received Node.js warning': {
    level: 'warn',
    fields: { err: 'the warning' },
    meaning: 'The Node.js runtime reported a warning.',
    action: 'Report it.',
  },
  'Loaded cluster folder': {
    level: 'info',
    fields: { folder, files: 'number of files', mirrorSets: 'number of mirror sets' },
    meaning: 'The cluster state was read from the folder.',
    action: noAction,
  },
  'Manifest is unreadable': {
    level: 'warn',
    fields: { path: 'path of the file', problem: 'the problem' },
    meaning: 'The previous content of the file stays part of the cluster state.',
    action: 'Correct the file.',
  },
  'Found conflicting manifests': {
    level: 'warn',
    fields: { object: 'the object', used: 'the file that is used', ignored: 'the ignored file' },
    meaning: 'Two manifests have the same name and different content; the later one is used.',
    action: 'Remove one of them.',
  },
  'Cluster folder is only polled': {
    level: 'warn',
    fields: { folder, err },
    meaning: 'The file system does not report changes; they are found by polling.',
    action: noAction,
  },
  'Cluster folder is unreadable': {
    level: 'warn',
    fields: { folder, err },
    meaning: 'The cluster state becomes outdated.',
    action: 'Check the permissions of the folder.',
  },
  'Watch failed': {
    level: 'warn',
    fields: { resource: 'its plural name', reason: 'the problem' },
    meaning:
      'The last known state is used until `--max-facts-age-seconds`; then rules that need it ' +
      'are not evaluated.',
    action: 'Check the RBAC permissions of the ServiceAccount and the connection to the API server.',
  },
  'Resumed watch': {
    level: 'info',
    fields: { resource: 'its plural name' },
    meaning: 'The state is current again.',
    action: noAction,
  },
  'Watch ended': {
    level: 'debug',
    fields: { resource: 'its plural name', reason: '`closed`, `silent`, `expired` or `failed`' },
    meaning: 'The watch is started again.',
    action: noAction,
  },
};
