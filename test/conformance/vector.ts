import type { Json, JsonObject } from '../../src/model/json.ts';

/**
 * The format of conformance vectors: one JSON object per line. An omitted field is empty, absent or false.
 */
export interface Vector {
  readonly name: string;
  /** The part of the real MCO that gave the result; undefined for the Go libraries that the MCO uses. */
  readonly by?: 'controller' | 'controller functions' | 'daemon functions';
  /**
   * `Kind/name` and message of each object that the API server denied. `input` does not contain these
   * objects.
   */
  readonly refusedByApiServer?: readonly (readonly [object: string, message: string])[] | null;
  readonly input: VectorInput;
  readonly expect: VectorResult;
}

export interface VectorInput {
  readonly idms?: readonly unknown[] | null;
  readonly itms?: readonly unknown[] | null;
  readonly icsp?: readonly unknown[] | null;
  /** The spec of image.config.openshift.io. */
  readonly image?: { readonly registrySources?: RegistrySources | null } | null;
  readonly releaseImage?: string;
  readonly refs?: readonly string[] | null;
  /** The previous state, for the drain verdict. */
  readonly prev?: VectorInput | null;
  readonly clusterImagePolicies?: readonly VectorImagePolicy[] | null;
  readonly imagePolicies?: readonly VectorImagePolicy[] | null;
  /** `spec.nodeDisruptionPolicy` of MachineConfiguration `cluster`. */
  readonly nodeDisruptionPolicy?: JsonObject | null;
  /** The effective file policies that the MCO writes to the status. */
  readonly nodeDisruptionPolicyStatusFiles?: readonly Json[] | null;
}

/** An image policy. Its key is `vectorKey`. */
interface VectorImagePolicy {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly scopes: readonly string[];
}

export interface RegistrySources {
  readonly insecureRegistries?: readonly string[] | null;
  readonly blockedRegistries?: readonly string[] | null;
  readonly allowedRegistries?: readonly string[] | null;
  readonly containerRuntimeSearchRegistries?: readonly string[] | null;
}

export interface VectorResult {
  readonly imgErr?: string;
  readonly registriesBlocked?: readonly string[] | null;
  readonly policyBlocked?: readonly string[] | null;
  readonly allowed?: readonly string[] | null;
  readonly fileWritten?: boolean;
  readonly validateErr?: string;
  readonly editErr?: string;
  readonly toml?: string;
  readonly loadErr?: string;
  readonly refs?: readonly VectorPull[] | null;
  readonly safeNoDrain?: boolean;
  /** The error that ended the sync of the controller. */
  readonly syncErr?: string;
  /** The message if the controller panics. */
  readonly panic?: string;
  /** Text; the comparison ignores formatting. */
  readonly policyJson?: string;
  /** Other files of the generated MachineConfig, by path. */
  readonly otherFiles?: Readonly<Record<string, string>>;
  readonly rollout?: VectorRollout;
}

/** The rollout from `prev` to `input`. If no file changes, only `verdict` and an empty `diff` are set. */
export interface VectorRollout {
  readonly verdict: string;
  readonly diff: readonly string[];
  readonly actions?: readonly string[];
  readonly drain?: boolean;
  /** The actions in releases without node disruption policies. */
  readonly legacyActions?: readonly string[];
  readonly legacyDrain?: boolean;
  readonly safeNoDrain?: boolean;
}

export interface VectorPull {
  readonly ref: string;
  readonly parseErr?: string;
  readonly match?: string;
  readonly noMatch?: boolean;
  readonly err?: string;
  readonly sources?: readonly VectorSource[] | null;
}

interface VectorSource {
  readonly location: string;
  readonly insecure?: boolean;
  readonly pullFromMirror?: string;
  readonly ref: string;
  readonly blockedBy?: string;
}
