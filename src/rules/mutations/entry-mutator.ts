import { fieldOf, type Json, type JsonObject } from '../../model/json.ts';
import { isValidLocation, type LocationRole } from '../../model/location/location.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import type { AppliedMutation, DraftEntry, Mutation } from './mutation.ts';

type MutationOf<Target extends Mutation['target']> = Extract<Mutation, { target: Target }>;

/** An entry that mutations changed. */
export interface MutatedEntry {
  readonly entry: JsonObject;
  readonly replacements: readonly AppliedMutation[];
  /** In reverse order, so an earlier removal does not shift a later path. */
  readonly removals: readonly AppliedMutation[];
}

/** Applies mutations to entries and records each change. */
export class EntryMutator {
  private replacements: AppliedMutation[] = [];
  private removals: AppliedMutation[] = [];
  private readonly onValues: readonly MutationOf<'value'>[];
  private readonly onMirrors: readonly MutationOf<'mirrors'>[];

  constructor(chosen: readonly Mutation[]) {
    this.onValues = chosen.filter((mutation) => mutation.target === 'value').sort((a, b) => a.turn - b.turn);
    this.onMirrors = chosen.filter((mutation) => mutation.target === 'mirrors');
  }

  /** Undefined if no mutation applies. */
  mutate(entry: JsonObject, path: FieldPath): MutatedEntry | undefined {
    const written = { source: fieldOf(entry, 'source'), mirrors: fieldOf(entry, 'mirrors') };
    const source = this.mutateValue(written.source, 'source', path, 'source');
    const mirrors = this.mutateMirrors(written.mirrors, source, fieldOf(entry, 'mirrorSourcePolicy'), [
      ...path,
      'mirrors',
    ]);
    if (source === written.source && mirrors === written.mirrors) return undefined;
    const { replacements, removals } = this;
    [this.replacements, this.removals] = [[], []];
    const changed = {
      ...entry,
      ...(source === undefined ? {} : { source }),
      ...(mirrors === undefined ? {} : { mirrors }),
    };
    return { entry: changed, replacements, removals };
  }

  private mutateMirrors(
    written: Json | undefined,
    source: Json | undefined,
    policy: Json | undefined,
    path: FieldPath,
  ): Json | undefined {
    if (!Array.isArray(written)) return written;
    const mirrors = written.map(
      (mirror: Json, index) => this.mutateValue(mirror, 'mirror', path, index) as Json,
    );
    const kept = typeof source === 'string' ? this.removeMirrors({ source, mirrors, policy }, path) : mirrors;
    const isUnchanged =
      kept.length === written.length && kept.every((mirror, index) => mirror === written[index]);
    return isUnchanged ? written : kept;
  }

  /**
   * The changed value. Each step starts from the result of the one before; the steps apply only if they
   * produce a well-formed value.
   *
   * @param parent with `place`, the path of the value; most paths are not needed and not created
   */
  private mutateValue(
    value: Json | undefined,
    role: LocationRole,
    parent: FieldPath,
    place: string | number,
  ): Json | undefined {
    if (typeof value !== 'string' || isValidLocation(value, role)) return value;
    const path = [...parent, place];
    const steps: AppliedMutation[] = [];
    let text = value;
    for (const { id, action, rewrite } of this.onValues) {
      const after = rewrite(text);
      if (after === text) continue;
      const message = `${action}: changed ${quote(text)} to ${quote(after)}`;
      steps.push({ mutation: id, op: 'replace', path, before: text, after, message });
      text = after;
    }
    if (steps.length === 0 || !isValidLocation(text, role)) return value;
    this.replacements.push(...steps);
    return text;
  }

  private removeMirrors(entry: DraftEntry, path: FieldPath): readonly Json[] {
    let kept = entry.mirrors;
    /** The original index of each kept mirror; undefined while no mirror is removed. */
    let places: readonly number[] | undefined;
    const removed: { readonly index: number; readonly mutateObject: AppliedMutation }[] = [];
    for (const mutation of this.onMirrors) {
      const gone = new Map<number, string>();
      for (const { index, message } of mutation.remove({ ...entry, mirrors: kept })) gone.set(index, message);
      if (gone.size === 0) continue;
      const originalIndexes = places ?? kept.map((_, position) => position);
      for (const [position, message] of gone) {
        const index = originalIndexes[position] as number;
        removed.push({
          index,
          mutateObject: {
            mutation: mutation.id,
            op: 'remove',
            path: [...path, index],
            before: kept[position] as Json,
            message,
          },
        });
      }
      places = originalIndexes.filter((_, position) => !gone.has(position));
      kept = kept.filter((_, position) => !gone.has(position));
    }
    for (const { mutateObject } of removed.sort((a, b) => b.index - a.index))
      this.removals.push(mutateObject);
    return kept;
  }
}
