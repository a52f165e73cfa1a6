import { relative } from 'node:path';

export interface StartSummary {
  readonly version: string;
  readonly url: string;
  /** Base URL of `/metrics` and `/readyz?verbose`. */
  readonly detailsUrl: string;
  /** Describes the known facts. */
  readonly cluster: string;
  readonly rules: number;
  /** Describes the enforced policy. */
  readonly policy: string;
  /** Destinations of audit records. */
  readonly audit: string;
  /** The CA to trust, if the webhook created and stored it. */
  readonly caFile?: string;
  readonly exampleReview?: string;
  /** The working directory of the user. */
  readonly shellFolder: string;
}

/**
 * The message of an interactive start: the addresses, the configuration, and a command that demonstrates a
 * denied request.
 */
export function startMessage(summary: StartSummary): string {
  const { version, url, detailsUrl, cluster, rules, policy, audit, caFile, exampleReview, shellFolder } =
    summary;
  const paths = '/mutate, /validate and /validate-image';
  const lines = [
    `mirrorguard ${version}: ${url} (POST ${paths})`,
    `  health   ${detailsUrl}/readyz?verbose, ${detailsUrl}/metrics`,
    `  cluster  ${cluster}`,
    `  rules    ${rules}`,
    `  policy   ${policy}`,
    `  audit    ${audit}`,
  ];
  if (caFile === undefined || exampleReview === undefined) return `${lines.join('\n')}\n`;
  const [ca, review] = [caFile, exampleReview].map((path) => shellWord(path, shellFolder));
  const headers = `-H 'Content-Type: application/json'`;
  const curl = `curl -sS --cacert ${ca} ${headers} --data-binary @${review} -w '\\n' ${url}/validate`;
  lines.push('Send an example that is denied (Ctrl-C stops the webhook):', `  ${curl}`);
  return `${lines.join('\n')}\n`;
}

/** The path relative to the working directory if that is shorter. */
function shellWord(path: string, folder: string): string {
  const near = relative(folder, path);
  const shown = near.length < path.length && !near.startsWith('..') ? near : path;
  return /^[\w./@:+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
