import { fieldOf, type JsonObject, valueAt } from '../model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import { quote } from '../model/text/quote.ts';
import type { AppliedMutation } from '../rules/mutations/index.ts';

export const apiVersionFix = {
  id: 'correct-api-version',
  summary: 'Corrects the apiVersion of a mirror set.',
} as const;

/**
 * Corrects a wrong apiVersion. Each kind exists in one API only, so the kind determines the apiVersion if the
 * entries are in the field of that kind. Used in the CLI only: the API server rejects an unknown kind before
 * admission.
 */
export function fixApiVersion(object: JsonObject): AppliedMutation | undefined {
  const { kind } = object;
  const before = fieldOf(object, 'apiVersion');
  if (!isMirrorSetKind(kind) || typeof before !== 'string') return undefined;
  const { apiVersion, listField } = mirrorSetKinds[kind];
  if (before === apiVersion || valueAt(object, ['spec', listField]) === undefined) return undefined;
  return {
    mutation: apiVersionFix.id,
    op: 'replace',
    path: ['apiVersion'],
    before,
    after: apiVersion,
    message: `corrected the apiVersion of ${kind}: changed ${quote(before)} to ${quote(apiVersion)}`,
  };
}
