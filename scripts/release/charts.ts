import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeAcmPolicy } from '../acm-policy.ts';
import { helm } from '../helm.ts';
import { packageChart } from '../package-chart.ts';
import { type Artifact, built, skipped } from './artifact.ts';
import type { Registry } from './images.ts';
import type { ReleaseOptions } from './options.ts';
import { run } from './run.ts';

export interface ReleasedCharts {
  readonly artifacts: readonly Artifact[];
  /** References by digest, for signing. */
  readonly references: readonly string[];
}

const names = ['chart', 'chart in the OCI registry', 'chart repository', 'ACM Policy'] as const;

/** Packages the chart with the digest of its image, pushes it, and writes the index of the http repository. */
export async function releaseCharts(
  options: ReleaseOptions,
  digest: string | undefined,
  registry: Registry | undefined,
): Promise<ReleasedCharts> {
  const missing = describeMissing(digest, registry);
  if (missing !== undefined || digest === undefined || registry === undefined || helm === undefined)
    return { artifacts: names.map((name) => skipped(name, missing ?? '')), references: [] };
  const folder = join(options.out, 'charts');
  mkdirSync(folder, { recursive: true });
  const chart = packageChart(digest, folder);
  const reference = push(chart, registry);
  await writeIndex(folder, options);
  writeFileSync(join(options.out, 'acm-policy.yaml'), writeAcmPolicy(chart));
  const [packaged, pushed, repository, policy] = names;
  return {
    artifacts: [
      built(packaged, join('charts', basename(chart))),
      built(pushed, reference),
      built(repository, join('charts', 'index.yaml')),
      built(policy, 'acm-policy.yaml'),
    ],
    references: [reference],
  };
}

function describeMissing(digest: string | undefined, registry: Registry | undefined): string | undefined {
  if (helm === undefined) return 'requires helm';
  if (digest === undefined) return 'requires the digest of the image, which is not built';
  return registry === undefined ? 'requires docker-registry, the registry of a dry run' : undefined;
}

/** Returns the reference of the pushed chart, by digest. */
function push(chart: string, { repository, plainHttp }: Registry): string {
  const options = plainHttp ? ['--plain-http'] : [];
  // Helm 3 prints these lines to standard error, Helm 4 to standard output.
  const output = run('sh', [
    '-c',
    '"$0" "$@" 2>&1',
    helm ?? '',
    'push',
    chart,
    `oci://${repository}`,
    ...options,
  ]);
  const digest = /^Digest: (sha256:[0-9a-f]{64})$/m.exec(output)?.[1];
  if (digest === undefined) throw new Error(`helm push printed no digest:\n${output}`);
  return `${repository}/mirrorguard@${digest}`;
}

/**
 * Updates the index, which keeps the charts of earlier releases. The chart files belong to their releases.
 */
async function writeIndex(folder: string, { chartUrl, downloadUrl, dryRun }: ReleaseOptions): Promise<void> {
  const merge = dryRun ? [] : await fetchPublishedIndex(chartUrl, folder);
  run(helm ?? '', ['repo', 'index', folder, '--url', downloadUrl, ...merge]);
  // Fail now if Helm wrote no entry.
  if (!readFileSync(join(folder, 'index.yaml'), 'utf8').includes(`${downloadUrl}/mirrorguard-`))
    throw new Error('the index of the chart repository contains no chart');
}

async function fetchPublishedIndex(chartUrl: string, folder: string): Promise<readonly string[]> {
  const response = await fetch(`${chartUrl}/index.yaml`);
  // The first release has no index yet.
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`${chartUrl}/index.yaml responds with status ${response.status}`);
  const file = join(folder, 'published-index.yaml');
  writeFileSync(file, await response.text());
  return ['--merge', file];
}
