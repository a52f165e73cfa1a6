import { type Json, type JsonObject, valueAt } from '../json.ts';

/** One `sigstoreSigned` requirement of policy.json (containers-policy.json(5)). */
export type SignatureRequirement = JsonObject;

/**
 * The requirement that the MCO writes for `spec.policy` of an image policy; undefined if the root of trust is
 * unknown.
 */
export function requirementOf(policy: Json | undefined): SignatureRequirement | undefined {
  const root = valueAt(policy, ['rootOfTrust']);
  const type = valueAt(root, ['policyType']);
  const trust = typeof type === 'string' ? trustOf(type, root) : undefined;
  if (trust === undefined) return undefined;
  return {
    type: 'sigstoreSigned',
    ...trust,
    signedIdentity: identityOf(valueAt(policy, ['signedIdentity'])),
  };
}

function trustOf(type: string, root: Json | undefined): JsonObject | undefined {
  const field = (...path: readonly string[]) => valueAt(root, path);
  switch (type) {
    case 'PublicKey':
      return given({
        keyData: field('publicKey', 'keyData'),
        rekorPublicKeyData: field('publicKey', 'rekorKeyData'),
      });
    case 'FulcioCAWithRekor':
      return given({
        fulcio: given({
          caData: field('fulcioCAWithRekor', 'fulcioCAData'),
          oidcIssuer: field('fulcioCAWithRekor', 'fulcioSubject', 'oidcIssuer'),
          subjectEmail: field('fulcioCAWithRekor', 'fulcioSubject', 'signedEmail'),
        }),
        rekorPublicKeyData: field('fulcioCAWithRekor', 'rekorKeyData'),
      });
    case 'PKI':
      return given({
        pki: given({
          caRootsData: field('pki', 'caRootsData'),
          caIntermediatesData: field('pki', 'caIntermediatesData'),
          subjectEmail: field('pki', 'pkiCertificateSubject', 'email'),
          subjectHostname: field('pki', 'pkiCertificateSubject', 'hostname'),
        }),
      });
    default:
      return undefined;
  }
}

function identityOf(identity: Json | undefined): JsonObject {
  switch (valueAt(identity, ['matchPolicy'])) {
    case 'MatchRepository':
      return { type: 'matchRepository' };
    case 'ExactRepository':
      return given({
        type: 'exactRepository',
        dockerRepository: valueAt(identity, ['exactRepository', 'repository']),
      });
    case 'RemapIdentity':
      return given({
        type: 'remapIdentity',
        prefix: valueAt(identity, ['remapIdentity', 'prefix']),
        signedPrefix: valueAt(identity, ['remapIdentity', 'signedPrefix']),
      });
    default:
      return { type: 'matchRepoDigestOrExact' };
  }
}

/** Removes absent and empty fields, as the MCO does. */
function given(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (field): field is [string, Json] => field[1] !== undefined && field[1] !== '',
    ),
  );
}
