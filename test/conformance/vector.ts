import type { Json, JsonObject } from '../../src/model/json.ts';

/** The format of conformance vectors: one JSON object per line. What a vector leaves out is empty, absent or false. */
export interface Vector {
  readonly name: string;
  /** Which part of the real operator gave the result; undefined for the libraries that it is built on. */
  readonly by?: 'controller' | 'controller functions' | 'daemon functions';
  /** `Kind/name` and message of the objects that the API server denied; the input is without them. */
  readonly refusedByApiServer?: readonly (readonly [object: string, message: string])[] | null;
  readonly input: VectorInput;
  readonly expect: VectorResult;
}

export interface VectorInput {
  readonly idms?: readonly unknown[] | null;
  readonly itms?: readonly unknown[] | null;
  readonly icsp?: readonly unknown[] | null;
  /** `spec` of image.config. */
  readonly image?: { readonly registrySources?: RegistrySources | null } | null;
  readonly releaseImage?: string;
  readonly refs?: readonly string[] | null;
  /** The state before, for the drain verdict. */
  readonly prev?: VectorInput | null;
  readonly clusterImagePolicies?: readonly VectorImagePolicy[] | null;
  readonly imagePolicies?: readonly VectorImagePolicy[] | null;
  /** `spec.nodeDisruptionPolicy` of MachineConfiguration `cluster`. */
  readonly nodeDisruptionPolicy?: JsonObject | null;
  /** The files that the operator made of it, as in its status. */
  readonly nodeDisruptionPolicyStatusFiles?: readonly Json[] | null;
}

/** An image policy with the public key of `vectorKey`. */
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
  /** The error at which the sync of the controller ended. */
  readonly syncErr?: string;
  /** The controller crashed. */
  readonly panic?: string;
  /** Text; compared by content. */
  readonly policyJson?: string;
  /** Other files of the generated MachineConfig, by path. */
  readonly otherFiles?: Readonly<Record<string, string>>;
  readonly rollout?: VectorRollout;
}

/** From `prev` to `input`. Without a changed file, there is a verdict only. */
export interface VectorRollout {
  readonly verdict: string;
  readonly diff: readonly string[];
  readonly actions?: readonly string[];
  readonly drain?: boolean;
  /** What releases without node disruption policies do. */
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
