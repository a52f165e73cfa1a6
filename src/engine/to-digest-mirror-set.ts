import { noFacts } from '../model/facts.ts';
import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../model/json.ts';
import { mirrorSetKinds } from '../model/mirror-set.ts';
import { type FieldPath, parseFieldPath } from '../model/text/field-path.ts';
import { quote } from '../model/text/quote.ts';
import { recommended } from '../policy/enforcement.ts';
import { evaluateWrite } from '../policy/evaluate-write.ts';
import { rules } from '../rules/index.ts';
import { toSubject } from '../webhook/subject.ts';

/** Something about a field of the old object. */
export interface FieldNote {
  readonly path: FieldPath;
  readonly message: string;
}

export interface Converted {
  /** The new object as a manifest. */
  readonly manifest: JsonObject;
  /** What was not carried over as it stands. */
  readonly notes: readonly FieldNote[];
  /** Why the API server would reject the new object; empty if it would accept it. */
  readonly faults: readonly FieldNote[];
}

const { listField: oldList } = mirrorSetKinds.ImageContentSourcePolicy;
const { listField: newList, apiVersion } = mirrorSetKinds.ImageDigestMirrorSet;
const kind = 'ImageDigestMirrorSet';

/**
 * The ImageDigestMirrorSet with the content of an ImageContentSourcePolicy. Labels and annotations are kept,
 * all that the server wrote is left out. Values stay as they are, valid or not; only a mirror that is listed
 * twice is listed once, because the new kind cannot hold it (DOMAIN 1.2).
 *
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

/** Written by the server or by `kubectl apply` about the old object. */
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

/** What the rules about format say about the new object, with the paths of the old. */
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
