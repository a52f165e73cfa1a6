/** The fields of an error of a compiled validator that mirrorguard reads. */
export interface ValidationError {
  /** JSON pointer to the offending value: `/spec/imageDigestMirrors`. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set if the name of a property is invalid. */
  readonly propertyName?: string;
}

/** The export of the standalone code of ajv. Not reentrant: `errors` belongs to the last call. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
