import { noFacts } from '../model/facts.ts';
import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../model/json.ts';
import { mirrorSetKinds } from '../model/mirror-set.ts';
import { type FieldPath, parseFieldPath } from '../model/text/field-path.ts';
import { quote } from '../model/text/quote.ts';
import { recommended } from '../policy/enforcement.ts';
import { evaluateWrite } from '../policy/evaluate-write.ts';
import { rules } from '../rules/index.ts';
import { toSubject } from '../webhook/subject.ts';

/** A note about a field of the old object. */
export interface FieldNote {
  readonly path: FieldPath;
  readonly message: string;
}

export interface Converted {
  /** The new object as a manifest. */
  readonly manifest: JsonObject;
  /** Fields that were not converted unchanged. */
  readonly notes: readonly FieldNote[];
  /** Why the API server would reject the new object; empty if it would accept it. */
  readonly faults: readonly FieldNote[];
}

const { listField: oldList } = mirrorSetKinds.ImageContentSourcePolicy;
const { listField: newList, apiVersion } = mirrorSetKinds.ImageDigestMirrorSet;
const kind = 'ImageDigestMirrorSet';

/**
 * Converts an ImageContentSourcePolicy to an ImageDigestMirrorSet. Keeps labels and annotations and drops
 * fields that the API server wrote. Values stay unchanged, valid or not, except that a duplicate mirror is
 * removed, because the new kind rejects duplicates (DOMAIN 1.2).
 * @param policy of any shape
 */
export function toDigestMirrorSet(policy: JsonObject, name: string): Converted {
  const notes: FieldNote[] = [];
  const list = valueAt(policy, ['spec', oldList]);
  const entries = Array.isArray(list)
    ? list.map((entry, index) => convertEntry(entry, ['spec', oldList, index], notes))
    : list;
  const manifest: JsonObject = {
    apiVersion,
    kind,
    metadata: { name, ...keptMetadata(fieldOf(policy, 'metadata')) },
    spec: entries === undefined ? {} : { [newList]: entries },
  };
  return { manifest, notes, faults: findFaults(manifest) };
}

/** `kubectl apply` stores the old object in this annotation, so it does not describe the new one. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function keptMetadata(metadata: unknown): JsonObject {
  const kept: Record<string, Json> = {};
  for (const field of ['labels', 'annotations'] as const) {
    const map = fieldOf(metadata, field);
    if (!isJsonObject(map)) continue;
    const { [lastApplied]: _, ...rest } = map;
    if (Object.keys(rest).length > 0) kept[field] = rest;
  }
  return kept;
}

function convertEntry(entry: Json, path: FieldPath, notes: FieldNote[]): Json {
  if (!isJsonObject(entry)) return entry;
  const { source, mirrors, ...others } = entry;
  for (const field of Object.keys(others)) {
    notes.push({
      path: [...path, field],
      message:
        `${quote(field)} is not a field of ImageContentSourcePolicy; it has no effect and is omitted` +
        (field === 'mirrorSourcePolicy' ? '. Set it after the old object is deleted' : ''),
    });
  }
  return {
    ...(source === undefined ? {} : { source }),
    ...(mirrors === undefined
      ? {}
      : { mirrors: Array.isArray(mirrors) ? withoutRepeats(mirrors, [...path, 'mirrors'], notes) : mirrors }),
  };
}

function withoutRepeats(mirrors: readonly Json[], path: FieldPath, notes: FieldNote[]): readonly Json[] {
  return mirrors.filter((mirror, index) => {
    if (mirrors.indexOf(mirror) === index) return true;
    notes.push({
      path: [...path, index],
      message: `${quote(String(mirror))} is a duplicate and is omitted`,
    });
    return false;
  });
}

const formatRules = rules.filter(({ meta }) => meta.category === 'format');

/** The findings of the format rules for the new object, with the paths of the old object. */
function findFaults(manifest: JsonObject): readonly FieldNote[] {
  const subject = toSubject({ kind, operation: 'CREATE', object: manifest, written: manifest });
  const { findings } = evaluateWrite(subject, {
    rules: formatRules,
    enforcement: recommended,
    facts: noFacts,
    host: 'cli',
  });
  return findings
    .filter(({ severity }) => severity === 'deny')
    .map(({ path, message }) => ({
      path: parseFieldPath(path).map((step) => (step === newList ? oldList : step)),
      message,
    }));
}
