import { watchedConfigurations } from '../../../src/cluster/ca-bundle-watch.ts';
import { watchedResources } from '../../../src/cluster/watch/collectors.ts';
import { createMetrics } from '../../../src/observability/metrics.ts';
import { rules } from '../../../src/rules/index.ts';
import { mutations } from '../../../src/rules/mutations/index.ts';

/** A series of /metrics. The name includes the suffix of histogram series. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The /metrics of a leader that has just checked an empty cluster, with all rules and watches. */
export async function renderMetrics(): Promise<string> {
  const names = {
    rules: rules.map(({ id }) => id),
    mutations: mutations.map(({ id }) => id),
    watched: [...watchedResources, ...watchedConfigurations],
    version: '0.0.0',
  };
  const sources = {
    factsAgeSeconds: () => 0,
    isReady: () => true,
    certificateNotAfterSeconds: () => 7_776_000,
    caNotAfterSeconds: () => 315_360_000,
    isCertificateOk: () => true,
    load: () => ({ connections: 0, requests: 0, waiting: 0, bodyBytes: 0 }),
  };
  const metrics = createMetrics(names, sources);
  metrics.cluster.observe(
    {
      checkedAtMs: 0,
      isBlocked: false,
      isLoadable: true,
      fileBytes: 0,
      mirrorSets: { ImageDigestMirrorSet: 0, ImageTagMirrorSet: 0, ImageContentSourcePolicy: 0 },
      entries: 0,
      openPolicyChanges: 0,
      findings: { deny: 0, warn: 0, audit: 0 },
      notEvaluated: 0,
      errored: 0,
      results: [],
    },
    () => true,
  );
  return (await metrics.render()).text;
}

/** The series of mirrorguard in the Prometheus text format. */
export function readSeries(text: string): readonly Series[] {
  return [...text.matchAll(/^(mirrorguard_\w+)(?:\{(.*)\})? /gm)].map(([, name = '', labels = '']) => ({
    name,
    labels: readLabels(labels),
  }));
}

/** Parses `a="x",b="y"`. No value contains a quote. */
export function readLabels(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value]),
  );
}
