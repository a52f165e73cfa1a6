/** One error of the compiled validator, as far as it is read. */
export interface SchemaError {
  /** JSON pointer to the offending value: `/rules/rollout-drain`. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Where the name of a property is the offender. */
  readonly propertyName?: string;
}

/** What ajv's standalone code exports. Not reentrant: `errors` is of the last call. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
