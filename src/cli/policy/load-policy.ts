import { formatPolicyProblem, type PolicyProblem } from '../../config/policy-file/policy-problem.ts';
import { readPolicy } from '../../config/policy-file/read-policy.ts';
import { compilePolicy, type GivenPolicy, type Policy } from '../../policy/policy.ts';
import { printable } from '../../reporting/printable.ts';
import { rules } from '../../rules/index.ts';
import type { CliIo } from '../cli-io.ts';
import { nameOfInput, readText } from './read-text.ts';

export interface LoadedPolicy {
  readonly given: GivenPolicy;
  readonly policy: Policy;
}

/** The policy of a file, or the recommended policy. Prints problems of the file to standard error. */
export async function loadPolicy(path: string | undefined, io: CliIo): Promise<LoadedPolicy | 'unreadable'> {
  if (path === undefined) return { given: {}, policy: compilePolicy({}, rules) };
  const text = await readText(path, io);
  if (text === undefined) return 'unreadable';
  const read = readPolicy(text);
  if ('policy' in read) return { given: read.policy, policy: compilePolicy(read.policy, rules) };
  printProblems(path, read.problems, io);
  return 'unreadable';
}

/** One line each: `policy.yaml:4:3: rules.no-schema is not a rule. ...` */
export function printProblems(
  path: string,
  problems: readonly PolicyProblem[],
  io: Pick<CliIo, 'writeErr'>,
): void {
  for (const problem of problems)
    io.writeErr(`${printable(`${nameOfInput(path)}:${formatPolicyProblem(problem)}`)}\n`);
}
