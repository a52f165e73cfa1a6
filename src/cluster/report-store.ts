import { createHash } from 'node:crypto';
import { maxResults } from '../background/check-results.ts';
import type { ClusterReport } from '../background/cluster-report.ts';
import type { ReportStore } from '../background/ports.ts';
import { valueAt } from '../model/json.ts';
import { type ApiConnection, patchType, unlessNotFound } from './api-connection.ts';

export interface ClusterReportOptions {
  readonly api: Pick<ApiConnection, 'customObjects' | 'options'>;
  /** The name of the report. */
  readonly name: string;
}

/** In order of preference. The older API has the same results, but no `source` and no `configuration`. */
export const reportKinds = [
  {
    kind: 'ClusterReport',
    group: 'openreports.io',
    version: 'v1alpha1',
    plural: 'clusterreports',
    more: { source: 'mirrorguard', configuration: { limits: { maxResults } } },
  },
  {
    kind: 'ClusterPolicyReport',
    group: 'wgpolicyk8s.io',
    version: 'v1alpha2',
    plural: 'clusterpolicyreports',
    more: {},
  },
] as const;

type ReportKind = (typeof reportKinds)[number];

const digestAnnotation = 'mirrorguard.io/content-digest';
const omittedAnnotation = 'mirrorguard.io/omitted-results';
const fieldManager = 'mirrorguard-background-check';
const metadataOnly = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';

/** The single report of an installation, of the preferred kind that the cluster serves. */
export class ClusterReportStore implements ReportStore {
  readonly #options: ClusterReportOptions;

  constructor(options: ClusterReportOptions) {
    this.#options = options;
  }

  async publish(report: ClusterReport): Promise<'written' | 'unchanged' | 'not-served'> {
    const served: ReportKind[] = [];
    for (const kind of reportKinds) if (await this.#isServed(kind)) served.push(kind);
    const [kind, ...others] = served;
    if (kind === undefined) return 'not-served';
    const digest = createHash('sha256').update(JSON.stringify(report)).digest('hex');
    const stored = await this.#readMetadata(kind);
    if (valueAt(stored, ['annotations', digestAnnotation]) === digest) return 'unchanged';
    await this.#write(kind, report, { digest, version: valueAt(stored, ['resourceVersion']) });
    // Remove reports written before the preferred kind was served.
    for (const other of others) await this.#remove(other);
    return 'written';
  }

  async #isServed({ group, version, plural }: ReportKind): Promise<boolean> {
    const { customObjects } = this.#options.api;
    const list = await unlessNotFound(customObjects.getAPIResources({ group, version }));
    return list?.resources.some(({ name }) => name === plural) === true;
  }

  async #readMetadata(kind: ReportKind): Promise<unknown> {
    const { api } = this.#options;
    const options = api.options({ accept: metadataOnly });
    const stored = await unlessNotFound(
      api.customObjects.getClusterCustomObject(this.#target(kind), options),
    );
    return valueAt(stored, ['metadata']);
  }

  /** Rejects if the report was changed since `version`: a paused process must not replace a newer report. */
  async #write(
    kind: ReportKind,
    { omitted, ...report }: ClusterReport,
    { digest, version }: { readonly digest: string; readonly version: unknown },
  ): Promise<void> {
    const { api, name } = this.#options;
    const body = {
      apiVersion: `${kind.group}/${kind.version}`,
      kind: kind.kind,
      metadata: {
        name,
        ...(version === undefined ? {} : { resourceVersion: version }),
        labels: { 'app.kubernetes.io/name': 'mirrorguard', 'app.kubernetes.io/managed-by': 'mirrorguard' },
        annotations: { [digestAnnotation]: digest, [omittedAnnotation]: String(omitted) },
      },
      ...kind.more,
      ...report,
    };
    const patch = { ...this.#target(kind), body, fieldManager, force: true };
    await api.customObjects.patchClusterCustomObject(patch, api.options({ contentType: patchType.apply }));
  }

  async #remove(kind: ReportKind): Promise<void> {
    await unlessNotFound(this.#options.api.customObjects.deleteClusterCustomObject(this.#target(kind)));
  }

  #target({ group, version, plural }: ReportKind) {
    return { group, version, plural, name: this.#options.name };
  }
}
