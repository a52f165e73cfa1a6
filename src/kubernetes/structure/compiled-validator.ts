/** One error of a compiled validator, as far as it is read. */
export interface ValidationError {
  /** JSON pointer to the offending value: `/spec/imageDigestMirrors`. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What ajv's standalone code exports. Not reentrant: `errors` is of the last call. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
