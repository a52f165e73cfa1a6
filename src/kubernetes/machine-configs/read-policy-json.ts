import type { PolicyJson, PolicyVerdict } from '../../model/files/policy-json.ts';
import { fieldOf, isJsonObject, type Json, parseJson } from '../../model/json.ts';
import type { FileContent } from '../../model/pools/containers-file.ts';

/** Reads the part of policy.json that applies to pulls from registries. */
export function readPolicyJson(text: string): FileContent {
  const document = parseJson(text);
  const docker = fieldOf(fieldOf(document, 'transports'), 'docker');
  const scopes = new Map<string, PolicyVerdict>();
  for (const [scope, requirements] of Object.entries(isJsonObject(docker) ? docker : {})) {
    const verdict = verdictOf(requirements);
    if (verdict === undefined) return invalid;
    scopes.set(scope, verdict);
  }
  // The scope with an empty name is the default of the transport.
  const ofTransport = scopes.get('');
  scopes.delete('');
  const fallback = ofTransport ?? verdictOf(fieldOf(document, 'default'));
  if (fallback === undefined) return invalid;
  if (fallback === 'signed')
    return { kind: 'unknown', message: 'it requires signatures of all images, which is not evaluated' };
  const policy: PolicyJson = { default: fallback, scopes, requirements: new Map() };
  return { kind: 'policy', policy };
}

const invalid: FileContent = { kind: 'unknown', message: 'it is not a valid policy.json; every pull fails' };

/** An image must meet every requirement. */
function verdictOf(requirements: Json | undefined): PolicyVerdict | undefined {
  if (!Array.isArray(requirements) || requirements.length === 0) return undefined;
  const types = requirements.map((requirement) => fieldOf(requirement, 'type'));
  if (types.includes('reject')) return 'reject';
  return types.every((type) => type === 'insecureAcceptAnything') ? 'accept' : 'signed';
}
