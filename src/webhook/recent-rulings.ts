import type { FactSheet } from '../model/facts.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { AdmissionRequest } from './request.ts';
import type { JudgedRuling, Ruling } from './ruling.ts';
import { ShortMemory } from './short-memory.ts';

/** What a ruling is made of, beside the write itself. Each is made once and never changed in place, so that it can be told by identity. */
export interface RulingBasis {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly facts: FactSheet;
}

/**
 * Rulings made of late. Nearly every write is judged more than once: while mutating, again as it will be stored, and in a rehearsal before.
 * The second time is looked up, by everything that the first depended on.
 */
export class RecentRulings {
  readonly #rulings = new ShortMemory<string, JudgedRuling>();

  /** The ruling on this write if it was made on the same basis, else what `rule` says now. Cost: linear in the text of the objects, some 10 µs for 50 entries. */
  recall(
    request: AdmissionRequest,
    object: Json | undefined,
    { rules, enforcement, facts }: RulingBasis,
    rule: () => JudgedRuling,
  ): JudgedRuling {
    const basis = [rules, enforcement, facts];
    const key = keyOf(request, object);
    const known = this.#rulings.recall(key, basis);
    if (known !== undefined) return known;
    const ruling = rule();
    if (isLasting(ruling)) this.#rulings.keep(key, basis, ruling, key.length);
    return ruling;
  }
}

/** Whether a ruling is the same for everybody and at any time. What would be refused is not: exemptions make that depend on who asks, and when. */
export function isLasting({ verdict, exempted, isPassing, failure }: Ruling): boolean {
  return verdict === 'allow' && exempted === undefined && isPassing === undefined && failure === undefined;
}

function keyOf({ operation, kind, name, oldObject }: AdmissionRequest, object: Json | undefined): string {
  return JSON.stringify([operation, kind.kind, name, asWritten(object), asWritten(oldObject)]);
}

/** Without what the API server fills in between the two stages, and no rule reads. */
function asWritten(object: Json | undefined): Json | undefined {
  if (!isJsonObject(object) || !isJsonObject(object.metadata)) return object;
  const { uid, creationTimestamp, generation, resourceVersion, selfLink, managedFields, ...metadata } =
    object.metadata;
  return { ...object, metadata };
}
