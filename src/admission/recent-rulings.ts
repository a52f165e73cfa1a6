import type { FactSheet } from '../domain/facts.ts';
import { isJsonObject, type Json } from '../domain/json.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import type { AnyRule } from '../policy/rule.ts';
import type { AdmissionRequest } from './request.ts';
import type { JudgedRuling } from './ruling.ts';

/** Objects beyond this are rare, and judging them costs little more than comparing them. */
const longestKey = 128 * 1024;
/** In characters: of ordinary objects some ten thousand. */
const mostRemembered = 4 * 1024 * 1024;

/** What a ruling was made of, beside the write itself. Each is made once and never changed in place, so that it can be told by identity. */
export interface RulingBasis {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly facts: FactSheet;
}

/**
 * Rulings made of late. Nearly every write is judged more than once: while mutating, again as it will be stored, and over and over where a
 * controller applies the same manifest every few minutes. The second time is looked up, by everything that the first depended on.
 *
 * A refusal is never remembered: exemptions make it depend on who asks, and when.
 *
 * Memory: at most 4 Mi characters of keys and their findings; all of it is forgotten when the cluster or the policy changes.
 */
export class RecentRulings {
  #basis: RulingBasis | undefined;
  readonly #rulings = new Map<string, JudgedRuling>();
  #size = 0;

  /** The ruling on this write if it was made on the same basis, else what `rule` says now. Cost: linear in the text of the objects, some 10 µs for 50 entries. */
  recall(request: AdmissionRequest, object: Json | undefined, basis: RulingBasis, rule: () => JudgedRuling): JudgedRuling {
    this.#forgetIfOther(basis);
    const key = keyOf(request, object);
    const known = this.#rulings.get(key);
    if (known !== undefined) return known;
    const ruling = rule();
    if (key.length <= longestKey && ruling.verdict === 'allow' && ruling.exempted === undefined) this.#remember(key, ruling);
    return ruling;
  }

  #forgetIfOther(basis: RulingBasis): void {
    const before = this.#basis;
    if (before?.facts === basis.facts && before.enforcement === basis.enforcement && before.rules === basis.rules) return;
    this.#basis = basis;
    this.#rulings.clear();
    this.#size = 0;
  }

  #remember(key: string, ruling: JudgedRuling): void {
    this.#rulings.set(key, ruling);
    this.#size += key.length;
    // A map keeps the order in which its keys were added: the first is the oldest.
    for (const oldest of this.#rulings.keys()) {
      if (this.#size <= mostRemembered) return;
      this.#rulings.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}

function keyOf({ operation, kind, name, oldObject }: AdmissionRequest, object: Json | undefined): string {
  return JSON.stringify([operation, kind.kind, name, asWritten(object), asWritten(oldObject)]);
}

/** Without what the API server fills in between the two stages, and no rule reads. */
function asWritten(object: Json | undefined): Json | undefined {
  if (!isJsonObject(object) || !isJsonObject(object.metadata)) return object;
  const { uid, creationTimestamp, generation, resourceVersion, selfLink, managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}
