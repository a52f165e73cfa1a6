import type { FieldPath } from '../../domain/field-path.ts';
import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../../domain/json.ts';
import { isValidLocation, type LocationRole } from '../../domain/location.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../domain/mirror-set.ts';
import { quote } from '../../domain/quote.ts';
import { applyRepair } from './apply-repair.ts';
import { mutations } from './catalogue/index.ts';
import type { Mutation, Repair } from './mutation.ts';

export interface Repaired<Value> {
  /** The same object when there was nothing to repair. */
  readonly object: Value;
  /** In an order in which they can be applied one after the other: replacements, then removals from the back. */
  readonly repairs: readonly Repair[];
}

/** The ids of the mutations that no configuration has to ask for. */
export const defaultMutations: ReadonlySet<string> = new Set(mutations.filter(({ meta }) => meta.default === 'on').map(({ id }) => id));

/**
 * Makes the enabled repairs in an object of any shape: what has not the shape of its kind is left as it is. Idempotent; the
 * argument is not changed, and what is not repaired is shared with the result. Linear in the size of the object.
 *
 * @param enabled ids of mutations; others are not made
 */
export function repair<Value>(kind: MirrorSetKind, object: Value, { enabled }: { readonly enabled: ReadonlySet<string> }): Repaired<Value> {
  const chosen = mutations.filter(({ id, meta }) => enabled.has(id) && (meta.kinds?.includes(kind) ?? true));
  const draft = new Draft(chosen, object);
  draft.repairFields();
  draft.repairEntries(['spec', mirrorSetKinds[kind].listField]);
  const repairs = [...draft.replacements, ...draft.removals];
  return { object: repairs.reduce(applyRepair, object as Json) as Value, repairs };
}

type OnValues = Extract<Mutation, { acts: 'on-values' }>;

/** Collects what is to be done; nothing is done before all is known. */
class Draft {
  readonly replacements: Repair[] = [];
  /** Elements of one list from the back, so that no path is shifted by an earlier removal. */
  readonly removals: Repair[] = [];
  private readonly chosen: readonly Mutation[];
  private readonly onValues: readonly OnValues[];
  private readonly object: unknown;

  constructor(chosen: readonly Mutation[], object: unknown) {
    this.chosen = chosen;
    this.onValues = chosen.filter((mutation) => mutation.acts === 'on-values').sort((a, b) => a.turn - b.turn);
    this.object = object;
  }

  repairFields(): void {
    for (const mutation of this.chosen) {
      if (mutation.acts !== 'on-fields') continue;
      const before = valueAt(this.object, mutation.field);
      if (before === undefined) continue;
      this.removals.push({ mutation: mutation.id, op: 'remove', path: mutation.field, before, message: mutation.message });
    }
  }

  repairEntries(path: FieldPath): void {
    const list = valueAt(this.object, path);
    if (!Array.isArray(list)) return;
    for (const [index, entry] of list.entries()) if (isJsonObject(entry)) this.repairEntry(entry, [...path, index]);
  }

  private repairEntry(entry: JsonObject, path: FieldPath): void {
    const source = this.repairValue(fieldOf(entry, 'source'), 'source', [...path, 'source']);
    const written = fieldOf(entry, 'mirrors');
    if (!Array.isArray(written)) return;
    const mirrors = written.map((mirror: Json, index) => this.repairValue(mirror, 'mirror', [...path, 'mirrors', index]));
    if (typeof source !== 'string') return;
    this.removeMirrors({ source, mirrors: mirrors as Json[], policy: fieldOf(entry, 'mirrorSourcePolicy') }, written, [...path, 'mirrors']);
  }

  /** The value as it will be. Steps build on one another, and count only if they lead to a well-formed value. */
  private repairValue(value: Json | undefined, role: LocationRole, path: FieldPath): Json | undefined {
    if (typeof value !== 'string' || isValidLocation(value, role)) return value;
    const steps: Repair[] = [];
    let text = value;
    for (const { id, deed, rewrite } of this.onValues) {
      const after = rewrite(text);
      if (after === text) continue;
      const message = `${deed}: ${quote(text)} is now ${quote(after)}`;
      steps.push({ mutation: id, op: 'replace', path, before: text, after, message });
      text = after;
    }
    if (!isValidLocation(text, role)) return value;
    this.replacements.push(...steps);
    return text;
  }

  private removeMirrors(
    entry: { source: string; mirrors: readonly Json[]; policy: Json | undefined },
    written: readonly Json[],
    path: FieldPath,
  ): void {
    const removals = new Map<number, Repair>();
    let kept = entry.mirrors.map((mirror, index) => ({ mirror, index }));
    for (const mutation of this.chosen) {
      if (mutation.acts !== 'on-mirrors') continue;
      const left = { ...entry, mirrors: kept.map(({ mirror }) => mirror) };
      const current = kept;
      for (const { index: position, message } of mutation.remove(left)) {
        const index = current[position]?.index;
        if (index === undefined) continue;
        removals.set(index, { mutation: mutation.id, op: 'remove', path: [...path, index], before: written[index] as Json, message });
      }
      kept = kept.filter(({ index }) => !removals.has(index));
    }
    this.removals.push(...[...removals].sort(([a], [b]) => b - a).map(([, removal]) => removal));
  }
}
