import assert from 'node:assert/strict';
import fastJsonPatch from 'fast-json-patch';
import type { Json } from '../../../src/model/json.ts';
import { isMirrorSetKind } from '../../../src/model/mirror-set.ts';
import { defaultMutations, mutateObject } from '../../../src/rules/mutations/index.ts';
import { defineTarget, type Stopwatch } from '../target.ts';
import { checkAgreement } from './agreement.ts';
import { storedVersion } from './cluster.ts';
import { type WriteInput, writeInputs } from './inputs.ts';
import { Admission } from './responses.ts';
import { bodyOf } from './review.ts';
import type { ReviewResponse } from './valid-response.ts';

/** The request path in this process, from the bytes of a request to the bytes of the response. */
export const admission = defineTarget<WriteInput>({
  name: 'admission',
  inputs: writeInputs,
  check: checkWrite,
});

function checkWrite(input: WriteInput, stopwatch: Stopwatch): void {
  const admission = new Admission(input, stopwatch);
  const body = bodyOf(input);
  const mutated = admission.response('mutate', body);
  const validated = admission.response('validate', body);
  assert.equal(mutated === undefined, validated === undefined, 'one stage decodes what the other rejects');
  if (input.changes.length > 0 || mutated === undefined || validated === undefined) return;
  assert.deepEqual([mutated.uid, validated.uid], ['uid-1', 'uid-1']);
  checkMutation(input, admission, mutated, validated);
  checkAgreement(input);
}

function checkMutation(
  input: WriteInput,
  admission: Admission,
  mutated: ReviewResponse,
  validated: ReviewResponse,
): void {
  if (!mutated.allowed && validated.allowed)
    assert(isDeniedForCollision(input, mutated), 'denied by /mutate, but allowed by /validate');
  if (mutated.patch === undefined) return;
  const object = applyPatch(input.object, mutated.patch);
  const body = bodyOf(input, object);
  const again = admission.response('mutate', body);
  assert.deepEqual([again?.allowed, again?.patch], [true, undefined], 'a mutated object is mutated again');
  if (validated.allowed)
    assert(admission.response('validate', body)?.allowed, 'the mutation causes a denial');
}

/** Only a mutation makes entries collide, so /validate, which does not mutate, may allow the same object. */
function isDeniedForCollision(input: WriteInput, response: ReviewResponse): boolean {
  const { kind, object } = input;
  if (!isMirrorSetKind(kind)) return false;
  const stored = storedVersion(input);
  const { collisions } = mutateObject(kind, object, { enabled: defaultMutations, stored });
  const causes = response.status?.details?.causes ?? [];
  return (
    causes.length > 0 &&
    causes.every(({ message }) => collisions.some((collision) => message.endsWith(collision.message)))
  );
}

function applyPatch(object: Json, patch: string): Json {
  const operations = JSON.parse(Buffer.from(patch, 'base64').toString());
  // In JSON, `__proto__` is an ordinary key.
  const { newDocument } = fastJsonPatch.applyPatch(structuredClone(object), operations, true, true, false);
  return newDocument;
}
