/** How the mirrors of the release image decide about what image.config blocks and allows (DOMAIN 4.1 to 4.3). */
import type { NodeView } from '../../model/index/node-view.ts';
import { isNestedInside } from '../../model/location/scope.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import type { Subject } from '../subject.ts';
import { pathOfSource } from './across-objects.ts';
import { contributionsOf } from './masked-sources.ts';

/** Whether policy.json would accept the payload and reject every other image. */
export function isPayloadAlone({ lists: { allowed, policyBlocked, payloadRepository } }: NodeView): boolean {
  return (
    policyBlocked.length === 0 && allowed.length > 0 && allowed.every((scope) => scope === payloadRepository)
  );
}

/** Entries of blockedRegistries that contain the payload, in their order. */
export function blocksAroundPayload({
  surroundings,
  lists: { payloadRepository },
}: NodeView): readonly string[] {
  if (payloadRepository === undefined) return [];
  return [...surroundings.blocked].filter((scope) => isNestedInside(payloadRepository, scope));
}

/** The source that decides about pulls of the payload: where what is wrong can be mended. */
function payloadSourceOf({ mirrorSets, lists: { payloadRepository } }: NodeView): string | undefined {
  return payloadRepository === undefined ? undefined : mirrorSets.sourcesMatching(payloadRepository)[0];
}

/** Where the object speaks of the mirrors of the payload; the object as a whole where it does not, or no longer does. */
export function pathOfPayload(subject: Subject, view: NodeView): FieldPath {
  return pathOfSource(subject, payloadSourceOf(view) ?? '');
}

export function contributionsToPayload(view: NodeView): readonly Contribution[] {
  const source = payloadSourceOf(view);
  return source === undefined ? [] : contributionsOf(source, view.mirrorSets);
}
