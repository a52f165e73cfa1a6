/** The fields of an error of a compiled validator that mirrorguard reads. */
interface ValidationError {
  /** JSON pointer to the offending value: `/spec/imageDigestMirrors`. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The export of the standalone code of ajv. Not reentrant: `errors` belongs to the last call. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
