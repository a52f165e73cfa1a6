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
}

/** For whoever starts it by hand: what runs, where, and one line to paste that shows a refusal. */
export function greet({ version, url, healthUrl, cluster, rules, policy, audit, caFile, exampleReview }: GreetingFacts): string {
  const lines = [
    `mirrorguard ${version}: ${url} (POST /validate and /mutate), health on ${healthUrl}/readyz?verbose`,
    `  cluster  ${cluster}`,
    `  rules    ${rules}`,
    `  policy   ${policy}`,
    `  audit    ${audit}`,
  ];
  if (caFile === undefined || exampleReview === undefined) return `${lines.join('\n')}\n`;
  const curl = `curl -s --cacert ${shellWord(caFile)} -H 'Content-Type: application/json' --data-binary @${shellWord(exampleReview)} ${url}/validate`;
  return `${[...lines, 'See a refusal (Ctrl-C ends):', `  ${curl}`].join('\n')}\n`;
}

/** Relative where that is shorter: it is pasted in the same folder, as a rule. */
function shellWord(path: string): string {
  const near = relative('', path);
  const shown = near.length < path.length && !near.startsWith('..') ? near : path;
  return /^[\w./@:+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
