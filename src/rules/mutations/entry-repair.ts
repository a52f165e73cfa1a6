import { fieldOf, type Json, type JsonObject } from '../../model/json.ts';
import { isValidLocation, type LocationRole } from '../../model/location/location.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import type { DraftEntry, Mutation, Repair } from './mutation.ts';

type Acting<How extends Mutation['acts']> = Extract<Mutation, { acts: How }>;

/** Repairs one entry after the other, and keeps account of it. */
export class EntryRepair {
  readonly replacements: Repair[] = [];
  /** Elements of one list from the back, so that no path is shifted by an earlier removal. */
  readonly removals: Repair[] = [];
  private readonly onValues: readonly Acting<'on-values'>[];
  private readonly onMirrors: readonly Acting<'on-mirrors'>[];

  constructor(chosen: readonly Mutation[]) {
    this.onValues = chosen
      .filter((mutation) => mutation.acts === 'on-values')
      .sort((a, b) => a.turn - b.turn);
    this.onMirrors = chosen.filter((mutation) => mutation.acts === 'on-mirrors');
  }

  /** The entry as it should be; itself when nothing is to be done. */
  repair(entry: JsonObject, path: FieldPath): JsonObject {
    const written = { source: fieldOf(entry, 'source'), mirrors: fieldOf(entry, 'mirrors') };
    const source = this.repairValue(written.source, 'source', path, 'source');
    const mirrors = this.repairMirrors(written.mirrors, source, fieldOf(entry, 'mirrorSourcePolicy'), [
      ...path,
      'mirrors',
    ]);
    if (source === written.source && mirrors === written.mirrors) return entry;
    return {
      ...entry,
      ...(source === undefined ? {} : { source }),
      ...(mirrors === undefined ? {} : { mirrors }),
    };
  }

  private repairMirrors(
    written: Json | undefined,
    source: Json | undefined,
    policy: Json | undefined,
    path: FieldPath,
  ): Json | undefined {
    if (!Array.isArray(written)) return written;
    const mirrors = written.map(
      (mirror: Json, index) => this.repairValue(mirror, 'mirror', path, index) as Json,
    );
    const kept = typeof source === 'string' ? this.removeMirrors({ source, mirrors, policy }, path) : mirrors;
    const isUnchanged =
      kept.length === written.length && kept.every((mirror, index) => mirror === written[index]);
    return isUnchanged ? written : kept;
  }

  /**
   * The value as it will be. Steps build on one another, and count only if they lead to a well-formed value.
   *
   * @param parent where the value stands, `place` by its name or number there: most paths are never told, and are not made
   */
  private repairValue(
    value: Json | undefined,
    role: LocationRole,
    parent: FieldPath,
    place: string | number,
  ): Json | undefined {
    if (typeof value !== 'string' || isValidLocation(value, role)) return value;
    const path = [...parent, place];
    const steps: Repair[] = [];
    let text = value;
    for (const { id, deed, rewrite } of this.onValues) {
      const after = rewrite(text);
      if (after === text) continue;
      const message = `${deed}: ${quote(text)} is now ${quote(after)}`;
      steps.push({ mutation: id, op: 'replace', path, before: text, after, message });
      text = after;
    }
    if (steps.length === 0 || !isValidLocation(text, role)) return value;
    this.replacements.push(...steps);
    return text;
  }

  private removeMirrors(entry: DraftEntry, path: FieldPath): readonly Json[] {
    let kept = entry.mirrors;
    /** Where each of those that are kept stood; while nothing is gone, it still stands there. */
    let places: readonly number[] | undefined;
    const removed: { readonly index: number; readonly repair: Repair }[] = [];
    for (const mutation of this.onMirrors) {
      const gone = new Map<number, string>();
      for (const { index, message } of mutation.remove({ ...entry, mirrors: kept })) gone.set(index, message);
      if (gone.size === 0) continue;
      const stood = places ?? kept.map((_, position) => position);
      for (const [position, message] of gone) {
        const index = stood[position] as number;
        removed.push({
          index,
          repair: {
            mutation: mutation.id,
            op: 'remove',
            path: [...path, index],
            before: kept[position] as Json,
            message,
          },
        });
      }
      places = stood.filter((_, position) => !gone.has(position));
      kept = kept.filter((_, position) => !gone.has(position));
    }
    for (const { repair } of removed.sort((a, b) => b.index - a.index)) this.removals.push(repair);
    return kept;
  }
}
