import type { FieldPath } from '../../domain/field-path.ts';
import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../../domain/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../domain/mirror-set.ts';
import { quote } from '../../domain/quote.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';
import { knownFields, type Level, suggestField } from '../known-fields.ts';
import type { Violation } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** A name this long is no slip; it would only make the path unreadable. */
const longestShown = 60;

/**
 * The API server drops unknown fields unless the client asks it not to (DOMAIN 1.5), so a webhook only finds them in the
 * last-applied annotation. There they are history already, and a warning; in the object itself they are refused.
 */
export default defineRule({
  id: 'no-unknown-field',
  meta: {
    category: 'manifest',
    domain: ['FMT-UNKNOWN'],
    summary: 'Manifests have no fields that the kind does not know.',
    why: 'The API server drops unknown fields without a message, and so do most GitOps tools: what they say is lost, and an object whose list has the wrong name mirrors nothing.',
    fix: 'Rename, move or remove the field. `oc apply --validate=strict` refuses such manifests too.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
        icsp('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        idms('team').with({ spec: { repositoryDigestMirrors: [{ source: 'quay.io/team', mirrors: ['mirror.example.com/team'] }] } }),
        itms('team').entry({ source: 'quay.io/team', mirrors: ['mirror.example.com/team'], sourcePolicy: 'NeverContactSource' }),
        {
          subject: idms('team'),
          written: idms('team').with({ spec: { imageTagMirrors: [{ source: 'quay.io/team', mirrors: ['mirror.example.com/team'] }] } }),
        },
      ],
    },
  },

  *check({ subject }) {
    const manifest = subject.written ?? subject.object;
    // Another kind that is only read as this one has fields of its own.
    if (manifest === undefined || fieldOf(manifest, 'kind') !== subject.kind) return;
    const { kind } = subject;
    const { listField } = mirrorSetKinds[kind];
    const [metadata, spec] = [fieldOf(manifest, 'metadata'), fieldOf(manifest, 'spec')];
    if (!hasOnlyKnown(kind, 'object', manifest)) yield* unknownIn(subject, manifest, 'object', []);
    if (!hasOnlyKnown(kind, 'metadata', metadata)) yield* unknownIn(subject, metadata, 'metadata', ['metadata']);
    if (!hasOnlyKnown(kind, 'spec', spec)) yield* unknownIn(subject, spec, 'spec', ['spec']);
    const list = fieldOf(spec, listField);
    if (!Array.isArray(list)) return;
    for (let index = 0; index < list.length; index++) {
      if (!hasOnlyKnown(kind, 'entry', list[index])) yield* unknownIn(subject, list[index], 'entry', ['spec', listField, index]);
    }
  },
});

/** As nearly always: then nothing is made to go through the fields one by one. */
function hasOnlyKnown(kind: MirrorSetKind, level: Level, fields: unknown): boolean {
  const known = knownFields(kind, level);
  for (const name in fields as JsonObject) if (!known.includes(name)) return false;
  return true;
}

function* unknownIn(subject: Subject, fields: unknown, level: Level, path: FieldPath): Generator<Violation> {
  if (!isJsonObject(fields)) return;
  const known = knownFields(subject.kind, level);
  for (const name of Object.keys(fields as JsonObject)) {
    if (known.includes(name)) continue;
    const place = name.length > longestShown ? path : [...path, name];
    const isInObject = valueAt(subject.object, [...path, name]) !== undefined;
    const loss = isInObject ? 'would be dropped silently' : 'was dropped silently when it was applied';
    const suggestion = suggestField(subject.kind, level, name);
    yield {
      path: place,
      message: `unknown field ${quote(name)} ${loss}${suggestion === undefined ? '' : `; ${suggestion}`}`,
      ...(isInObject ? {} : { severity: 'warn' as const }),
    };
  }
}
