import { jsonDocument } from '../../reporting/json-document.ts';
import type { CliIo } from '../cli-io.ts';
import type { NamedClusterFiles } from './read-cluster-files.ts';

/**
 * Runs a command for each cluster of an input. The JSON of several clusters is one document:
 * `{"schemaVersion": 1, "clusters": [{"cluster": "prod", ...}]}`. Each element equals the document of a
 * single cluster.
 */
export function forEachCluster<Files extends Pick<NamedClusterFiles, 'name'>, Result>(
  clusters: readonly Files[],
  { format, io }: { readonly format: string; readonly io: CliIo },
  run: (files: Files, io: CliIo) => Result,
): readonly Result[] {
  if (format !== 'json' || clusters.length === 1) return clusters.map((files) => run(files, io));
  const documents: object[] = [];
  const results = clusters.map((files) => {
    let printed = '';
    const writeOut = (text: string) => {
      printed += text;
    };
    const result = run(files, { ...io, writeOut });
    documents.push({ cluster: files.name, ...(JSON.parse(printed) as object) });
    return result;
  });
  io.writeOut(jsonDocument({ clusters: documents }));
  return results;
}
