import { Gauge, type Registry } from 'prom-client';
import type { ClusterCheck } from '../background/cluster-check.ts';
import type { CheckMeter } from '../background/ports.ts';
import { configurationOf, type MetricDefinition, metricDefinitions } from './metric-definitions.ts';

type Read = (
  check: ClusterCheck,
) => readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

const single =
  (read: (check: ClusterCheck) => number): Read =>
  (check) => [[{}, read(check)]];
const byLabel =
  (label: string, read: (check: ClusterCheck) => Readonly<Record<string, number>>): Read =>
  (check) =>
    Object.entries(read(check)).map(([value, count]) => [{ [label]: value }, count]);

const gauges: readonly (readonly [MetricDefinition, Read])[] = [
  [metricDefinitions.clusterMcoBlocked, single(({ isBlocked }) => Number(isBlocked))],
  [metricDefinitions.clusterLoadable, single(({ isLoadable }) => Number(isLoadable))],
  [metricDefinitions.clusterFindings, byLabel('severity', ({ findings }) => findings)],
  [metricDefinitions.clusterNotEvaluated, single(({ notEvaluated }) => notEvaluated)],
  [metricDefinitions.clusterMirrorSets, byLabel('kind', ({ mirrorSets }) => mirrorSets)],
  [metricDefinitions.clusterEntries, single(({ entries }) => entries)],
  [metricDefinitions.clusterFileBytes, single(({ fileBytes = Number.NaN }) => fileBytes)],
  [metricDefinitions.clusterPolicyChanges, single(({ openPolicyChanges }) => openPolicyChanges)],
  [metricDefinitions.clusterCheckTimestamp, single(({ checkedAtMs }) => checkedAtMs / 1000)],
];

/**
 * Gauges of the background check. Only the leader has values, so sums over replicas count each finding once.
 */
export function createClusterMetrics(registers: Registry[]): CheckMeter {
  let current: { readonly check: ClusterCheck; readonly isLeader: () => boolean } | undefined;
  for (const [definition, read] of gauges)
    new Gauge({
      ...configurationOf(definition, registers),
      collect() {
        this.reset();
        if (definition.labels.length === 0) this.remove();
        for (const [labels, value] of current?.isLeader() ? read(current.check) : []) this.set(labels, value);
      },
    });
  return {
    observe: (check, isLeader) => {
      current = { check, isLeader };
    },
    clear: () => {
      current = undefined;
    },
  };
}
