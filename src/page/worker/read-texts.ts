import { givenFor, toClusters } from '../../manifests/clusters.ts';
import { parseManifests } from '../../manifests/parse-manifests.ts';
import { describeUnfilled } from '../../manifests/placeholders/describe-unfilled.ts';
import { fillManifest } from '../../manifests/placeholders/fill.ts';
import { toSourceFile } from '../../manifests/source-file.ts';
import type { PageCluster } from '../data/page-data.ts';
import { toPageState } from '../data/page-state.ts';
import type { InputProblemView, InputText } from './protocol.ts';

/** Reads pasted or dropped text like `mirrorguard lint` reads files. */
export function readTexts(texts: readonly InputText[]): {
  readonly problems: readonly InputProblemView[];
  /** Documents that mention mirror sets but yield none. */
  readonly warnings: readonly InputProblemView[];
  readonly clusters: [PageCluster, ...PageCluster[]];
} {
  const parsed = texts.map(({ name, text }) => parseManifests(toSourceFile(name, withoutMark(text))));
  const problems = parsed.flatMap((file, index) => {
    const isEmpty = file.content === 'nothing' && file.problems.length === 0;
    return isEmpty ? [toEmptyProblem(texts[index]?.name ?? '')] : file.problems;
  });
  const manifests = parsed.flatMap((file) => file.manifests.map(fillManifest));
  const unread = parsed.flatMap((file) => file.unread.map(({ warning }) => warning));
  const warnings = [...unread, ...describeUnfilled(manifests)];
  const [first, ...others] = toClusters(manifests).map(
    (cluster): PageCluster => ({
      name: cluster.name,
      state: toPageState(cluster.manifests, givenFor(cluster, {})),
    }),
  );
  const empty: PageCluster = { name: '', state: toPageState([], {}) };
  return { problems, warnings, clusters: [first ?? empty, ...others] };
}

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function toEmptyProblem(file: string): InputProblemView {
  return { file, message: 'has no document', fix: 'Paste YAML or JSON of API objects.' };
}
