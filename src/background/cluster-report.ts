import type { ObjectName } from '../rules/finding.ts';
import type { PageOf } from '../webhook/denial-status.ts';
import { shorten } from '../webhook/shorten.ts';
import { apiVersionOf } from './api-versions.ts';
import type { CheckResult, ResultStatus } from './check-results.ts';
import type { MetadataOf } from './checked-cluster.ts';
import type { ClusterCheck } from './cluster-check.ts';

/** The common part of ClusterReport and ClusterPolicyReport. */
export interface ClusterReport {
  readonly summary: Readonly<Record<'pass' | ResultStatus, number>>;
  readonly results: readonly ReportResult[];
  /** The number of findings that are in the summary but have no result. */
  readonly omitted: number;
}

interface ReportResult {
  readonly source: 'mirrorguard';
  /** The category of the rule. */
  readonly policy: string;
  readonly rule: string;
  readonly category: string;
  readonly severity: 'high' | 'medium' | 'info';
  readonly result: ResultStatus;
  readonly scored: boolean;
  readonly message: string;
  readonly resources?: readonly ReportedResource[];
  readonly properties: Readonly<Record<string, string>>;
}

interface ReportedResource extends ObjectName {
  readonly apiVersion: string;
  readonly namespace?: string;
  readonly uid?: string;
}

export interface ReportParts {
  readonly pageOf: PageOf;
  readonly metadataOf: MetadataOf;
}

/** etcd accepts objects of at most 1.5 MiB; the remainder is for the fields around the results. */
const maxBytes = 900_000;
const maxMessageLength = 1000;
const maxPropertyLength = 500;
const maxResources = 10;

const severities = { deny: 'high', warn: 'medium', audit: 'info' } as const;

/** Contains no time, so it changes only with the findings. */
export function toClusterReport(check: ClusterCheck, parts: ReportParts): ClusterReport {
  const { findings, notEvaluated, errored } = check;
  const results = withinBytes(check.results.map((result) => toResult(result, parts)));
  const summary = {
    pass: 0,
    fail: findings.deny,
    warn: findings.warn + findings.audit,
    skip: notEvaluated,
    error: errored,
  };
  const total = Object.values(summary).reduce((sum, count) => sum + count, 0);
  return { summary, results, omitted: total - results.length };
}

function toResult({ status, finding }: CheckResult, parts: ReportParts): ReportResult {
  const { rule, category, severity, message, path, fix, object, related } = finding;
  const objects = object === undefined ? [] : [object, ...related];
  const resources = uniqueObjects(objects)
    .slice(0, maxResources)
    .map((each) => toResource(each, parts));
  return {
    source: 'mirrorguard',
    policy: category,
    rule,
    category,
    severity: severities[severity],
    result: status,
    scored: status === 'fail',
    message: shorten(message, maxMessageLength),
    ...(resources.length === 0 ? {} : { resources }),
    properties: {
      ...(path === '' ? {} : { path: shorten(path, maxPropertyLength) }),
      fix: shorten(fix, maxPropertyLength),
      docs: parts.pageOf(rule),
    },
  };
}

function toResource({ kind, name }: ObjectName, { metadataOf }: ReportParts): ReportedResource {
  const uid = metadataOf({ kind, name })?.uid;
  const [first = '', second] = name.split('/');
  return {
    apiVersion: apiVersionOf({ kind, name }),
    kind,
    ...(second === undefined ? { name } : { namespace: first, name: second }),
    ...(uid === undefined ? {} : { uid }),
  };
}

function uniqueObjects(objects: readonly ObjectName[]): readonly ObjectName[] {
  return [...new Map(objects.map((object) => [`${object.kind} ${object.name}`, object])).values()];
}

function withinBytes(results: readonly ReportResult[]): readonly ReportResult[] {
  let bytes = 0;
  return results.filter((result) => {
    bytes += Buffer.byteLength(JSON.stringify(result)) + 1;
    return bytes <= maxBytes;
  });
}
