import { type MetricDefinition, metricDefinitions } from '../../src/observability/metric-definitions.ts';
import type { Generator } from './generator.ts';

function row({ name, type, labels, help }: MetricDefinition): string {
  return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`;
}

function render(): string {
  return [
    '<!-- Written by `npm run generate` from src/observability/metric-definitions.ts. -->',
    '# Metrics',
    '',
    'The metrics listener serves these metrics at `/metrics` in the text format of Prometheus, with the default metrics of Node.js (`process_*`, `nodejs_*`).',
    'Its clients need [a token](../guides/operations.md#metrics-and-readiness). Without a cluster, the health listener serves them to clients of the same machine.',
    'Every series exists from the start with the value 0, except `mirrorguard_cluster_*`: these exist in the replica that is the leader, after its first check.',
    'Labels have a fixed set of values: they never contain names of objects, users or images.',
    '',
    '| metric | type | labels | meaning |',
    '| --- | --- | --- | --- |',
    ...Object.values<MetricDefinition>(metricDefinitions).map(row),
    '',
  ].join('\n');
}

/** The reference of the metrics. */
export default {
  generate: async () => new Map([['docs/reference/metrics.md', render()]]),
} satisfies Generator;
