/** The format of conformance vectors: one JSON object a line, `{ name, input, expect }`. What a vector leaves out is empty, absent or false. */
export interface Vector {
  readonly name: string;
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
}

export interface RegistrySources {
  readonly insecureRegistries?: readonly string[] | null;
  readonly blockedRegistries?: readonly string[] | null;
  readonly allowedRegistries?: readonly string[] | null;
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
