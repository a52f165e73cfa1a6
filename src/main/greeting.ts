import { relative } from 'node:path';

export interface GreetingFacts {
  readonly version: string;
  readonly url: string;
  readonly healthUrl: string;
  /** What is known of the cluster, in words. */
  readonly cluster: string;
  readonly rules: number;
  /** Which policy is enforced, in words. */
  readonly policy: string;
  /** Where the audit records go. */
  readonly audit: string;
  /** The CA to trust, where the webhook has made it itself and could keep it. */
  readonly caFile?: string;
  readonly exampleReview?: string;
  /** Where the line will be pasted. */
  readonly shellFolder: string;
}

/** For whoever starts it by hand: what runs, where, and one line to paste that shows a refusal. */
export function greet(facts: GreetingFacts): string {
  const { version, url, healthUrl, cluster, rules, policy, audit, caFile, exampleReview, shellFolder } =
    facts;
  const lines = [
    `mirrorguard ${version}: ${url} (POST /validate and /mutate), health on ${healthUrl}/readyz?verbose`,
    `  cluster  ${cluster}`,
    `  rules    ${rules}`,
    `  policy   ${policy}`,
    `  audit    ${audit}`,
  ];
  if (caFile === undefined || exampleReview === undefined) return `${lines.join('\n')}\n`;
  const [ca, review] = [caFile, exampleReview].map((path) => shellWord(path, shellFolder));
  const curl = `curl -sS --cacert ${ca} -H 'Content-Type: application/json' --data-binary @${review} -w '\\n' ${url}/validate`;
  return `${[...lines, 'See a refusal (Ctrl-C ends):', `  ${curl}`].join('\n')}\n`;
}

/** Relative to where it is pasted, where that is shorter. */
function shellWord(path: string, folder: string): string {
  const near = relative(folder, path);
  const shown = near.length < path.length && !near.startsWith('..') ? near : path;
  return /^[\w./@:+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
