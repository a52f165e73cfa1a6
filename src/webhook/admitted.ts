import { fieldOf, isJsonObject } from '../model/json.ts';
import type { Finding } from '../policy/finding.ts';
import type { ObjectName } from '../rules/finding.ts';
import type { AdmissionDecision, FactSnapshot, Stage } from './decision.ts';
import type { AdmittedWrite } from './ports.ts';
import {
  type AdmissionRequest,
  guardedKindOf,
  isImageRequest,
  isMirrorSetRequest,
  leavesSpecUnchanged,
  nameOf,
} from './request.ts';

/** The write that the API server stores next; undefined if the request changes nothing that rules read. */
export function admittedWrite(
  stage: Stage,
  request: AdmissionRequest,
  { verdict }: Pick<AdmissionDecision, 'verdict'>,
): AdmittedWrite | undefined {
  if (stage === 'mutate' || verdict !== 'allow' || request.dryRun || leavesSpecUnchanged(request))
    return undefined;
  if (!isMirrorSetRequest(request) && !isImageRequest(request)) return undefined;
  const { operation, object, oldObject } = request;
  const kind = guardedKindOf(request);
  const name = nameOf(operation === 'DELETE' ? { ...request, object: oldObject } : request);
  // With generateName, an older API server generates the name after admission.
  const isNamed =
    request.name !== '' || fieldOf(fieldOf(object ?? oldObject, 'metadata'), 'name') !== undefined;
  if (kind === undefined || !isNamed) return undefined;
  return {
    kind,
    name,
    object: operation === 'DELETE' || !isJsonObject(object) ? undefined : object,
    stored: isJsonObject(oldObject) ? oldObject : undefined,
  };
}

/** Adds to each denial which of the named objects may not be stored yet. */
export function explainAdmitted(
  decision: AdmissionDecision,
  { admitted }: Pick<FactSnapshot, 'admitted'>,
): AdmissionDecision {
  if (admitted === undefined || decision.verdict !== 'deny') return decision;
  return { ...decision, findings: decision.findings.map((finding) => explain(finding, admitted)) };
}

function explain(finding: Finding, admitted: readonly ObjectName[]): Finding {
  const { severity, message, related } = finding;
  const other = related.find(({ kind, name }) =>
    admitted.some((each) => each.kind === kind && each.name === name),
  );
  if (severity !== 'deny' || other === undefined) return finding;
  const note =
    `The last write of ${other.kind} ${other.name} was admitted less than 5 seconds ago and is possibly ` +
    'not stored; if it was rejected, retry after 5 seconds';
  return { ...finding, message: `${message}. ${note}` };
}
