import { isJsonObject } from '../../model/json.ts';
import { type FieldPath, isAtOrBelow } from '../../model/text/field-path.ts';
import type { GivenPolicy } from '../../policy/policy.ts';
import { readDocument } from './policy-document.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { policySchema } from './schema.ts';
import { findSchemaFaults } from './schema-faults.ts';
import { findSemanticFaults } from './semantic-faults.ts';
import { policy } from './validate.generated.ts';

export type ReadPolicy = { readonly policy: GivenPolicy } | { readonly problems: readonly PolicyProblem[] };

/**
 * Reads a policy from YAML or JSON. Reports all errors at once, by line. Never throws. Cost: proportional to
 * the text, some milliseconds for a long policy.
 */
export function readPolicy(text: string): ReadPolicy {
  const document = readDocument(text);
  if ('problems' in document) return document;
  const { value, locate } = document;
  if (value === null || value === undefined) {
    // An empty file can be a truncated one, which must not reset the policy.
    const message = 'is empty; write `preset: recommended` to use the defaults';
    return { problems: [{ line: 1, column: 1, path: '', message }] };
  }
  const shapeFaults = findSchemaFaults(value, {
    validate: policy,
    schema: policySchema({ style: 'described' }),
  });
  const isValid = (path: FieldPath) => !shapeFaults.some((fault) => isAtOrBelow(fault.path, path));
  const faults = [...shapeFaults, ...(isJsonObject(value) ? findSemanticFaults(value, isValid) : [])];
  if (faults.length === 0) return { policy: value as GivenPolicy };
  return { problems: faults.map(locate).sort((a, b) => a.line - b.line || a.column - b.column) };
}
