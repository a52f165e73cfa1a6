/** The fields of a validation error that mirrorguard reads. */
export interface SchemaError {
  /** JSON pointer to the offending value: `/rules/rollout-drain`. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set if the name of a property is invalid. */
  readonly propertyName?: string;
}

/** The export of the standalone code of ajv. Not reentrant: `errors` belongs to the last call. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
