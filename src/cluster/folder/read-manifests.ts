import { skimManifests } from '../../manifests/parse-manifests.ts';
import { toSourceFile } from '../../manifests/source-file.ts';
import type { JsonObject } from '../../model/json.ts';
import { shorten } from '../../webhook/shorten.ts';

const maxProblemLength = 200;

export type Manifests = { readonly objects: readonly JsonObject[] } | { readonly problem: string };

/**
 * The API objects of one file, read like the offline commands do. Excludes the mirrors of HostedClusters,
 * which belong to other clusters.
 */
export function readManifests(text: string): Manifests {
  const { manifests, problems } = skimManifests(toSourceFile('', text));
  const [problem] = problems;
  if (problem === undefined)
    return {
      objects: manifests.filter(({ cluster }) => cluster === undefined).map(({ object }) => object),
    };
  const { line, message } = problem;
  return { problem: shorten(line === undefined ? message : `line ${line}: ${message}`, maxProblemLength) };
}
