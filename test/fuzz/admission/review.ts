import type { Json } from '../../../src/model/json.ts';
import { reviewOf } from '../../support/review.ts';
import { type ByteChange, changeBytes } from '../arbitraries/change-bytes.ts';
import { storedVersion } from './cluster.ts';
import type { WriteInput } from './inputs.ts';

/**
 * The operation that an API server would send: UPDATE requires a stored object, and CREATE requires that none
 * exists.
 */
export function operationOf(input: WriteInput): WriteInput['operation'] {
  const isStored = storedVersion(input) !== undefined;
  if (!isStored) return 'CREATE';
  return input.operation === 'CREATE' ? 'UPDATE' : input.operation;
}

/** The body of a request, with the changes of the input. */
export function bodyOf(input: WriteInput, object: Json = input.object): Buffer {
  const operation = operationOf(input);
  const review = reviewOf(
    { kind: input.kind as 'Image', name: input.name, object: object as never },
    { operation, oldObject: storedVersion(input) ?? null },
  );
  return changeBytes(Buffer.from(JSON.stringify(review)), input.changes as unknown as readonly ByteChange[]);
}
