import { namespacePolicyContent, type PolicyJson, policyNamespaces } from './files/policy-json.ts';
import {
  findSignatureLocations,
  type RegistriesForSignatures,
  renderSignatureLocations,
  type SignatureLocations,
} from './files/signature-locations.ts';
import type { SignedScopes } from './image-policies.ts';
import { namespacePolicyPath, signatureLocationsPath } from './rollout/node-disruption.ts';
import type { StoppingProblem } from './stopping-problems.ts';

export type SignatureOutcome =
  | SignatureLocations
  | { readonly kind: 'failed'; readonly problems: readonly StoppingProblem[] };

/** The data of a cluster state's registries.conf that the operator reads for image policies. */
export interface RegistriesOfState extends RegistriesForSignatures {
  /** Whether the operator stops at a wildcard clash before it has built the file. */
  readonly hasClash: boolean;
  readonly writesRegistriesConf: boolean;
  /** Why the nodes cannot load the file; undefined if they can. */
  readonly loadError: string | undefined;
}

/**
 * The locations at which the nodes read signatures; undefined without image policies, or if the operator
 * stops before it determines them.
 */
export function locateSignatures(
  signed: SignedScopes,
  registries: RegistriesOfState,
): SignatureOutcome | undefined {
  const [[policy] = []] = [...signed.cluster.values(), ...signed.namespaced.values()];
  if (policy === undefined || registries.hasClash) return undefined;
  if (!registries.writesRegistriesConf) return findSignatureLocations(signed, undefined);
  const { loadError } = registries;
  if (loadError === undefined) return findSignatureLocations(signed, registries);
  const message = `loading registries configuration: ${loadError}`;
  return { kind: 'failed', problems: [{ kind: 'unloadable-with-image-policy', policy, message }] };
}

/** Content by path of the files that exist only because of image policies. */
export function signatureFiles(
  signed: SignedScopes,
  outcome: SignatureOutcome | undefined,
  policy: PolicyJson | undefined,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (outcome?.kind === 'found')
    files.set(signatureLocationsPath, renderSignatureLocations(outcome.locations));
  for (const namespace of policyNamespaces(signed)) {
    const content = namespacePolicyContent(namespace, policy, signed);
    files.set(namespacePolicyPath(namespace), JSON.stringify(content));
  }
  return files;
}
