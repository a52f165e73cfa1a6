import { knownFields, type Level, suggestField } from '../../kubernetes/known-fields.ts';
import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import { hasMirrorSets } from '../context/release-advice.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';
import type { Violation } from '../finding.ts';
import type { Subject } from '../subject.ts';

/** A longer name is not a typing error and would make the path unreadable. */
const maxShownLength = 60;

/**
 * The API server drops unknown fields unless the client requests strict validation (DOMAIN 1.5), so a webhook
 * finds them only in the last-applied annotation. They are lost already, so the rule warns; in the object
 * itself it denies them.
 */
export default defineRule({
  id: 'no-unknown-field',
  uses: ['clusterVersion'],
  meta: {
    category: 'manifest',
    domain: ['FMT-UNKNOWN'],
    summary: 'Disallow unknown fields in manifests',
    why:
      'The API server drops unknown fields without a message, and so do most GitOps tools. The setting ' +
      'is lost. If the list has the wrong name, the object mirrors nothing.',
    fix: 'Rename, move or remove the field. `oc apply --validate=strict` also rejects such manifests.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
        icsp('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        idms('team').with({
          spec: {
            repositoryDigestMirrors: [{ source: 'quay.io/team', mirrors: ['mirror.example.com/team'] }],
          },
        }),
        itms('team').entry({
          source: 'quay.io/team',
          mirrors: ['mirror.example.com/team'],
          sourcePolicy: 'NeverContactSource',
        }),
        {
          subject: idms('team'),
          written: idms('team').with({
            spec: { imageTagMirrors: [{ source: 'quay.io/team', mirrors: ['mirror.example.com/team'] }] },
          }),
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const manifest = subject.written ?? subject.object;
    // The CLI reads other kinds as this one; they have other fields.
    if (manifest === undefined || fieldOf(manifest, 'kind') !== subject.kind) return;
    const { kind } = subject;
    const { listField } = mirrorSetKinds[kind];
    const release = { hasMirrorSets: hasMirrorSets(facts.clusterVersion) };
    const report = (names: readonly string[], level: Level, path: FieldPath) =>
      names.map((name) =>
        describeUnknown(subject, suggestField(kind, level, name, release), [...path, name]),
      );
    const spec = fieldOf(manifest, 'spec');
    yield* report(unknownNames(kind, 'object', manifest), 'object', []);
    yield* report(unknownNames(kind, 'metadata', fieldOf(manifest, 'metadata')), 'metadata', ['metadata']);
    yield* report(unknownNames(kind, 'spec', spec), 'spec', ['spec']);
    const list = fieldOf(spec, listField);
    if (!Array.isArray(list)) return;
    for (let index = 0; index < list.length; index++) {
      const names = unknownNames(kind, 'entry', list[index]);
      if (names.length > 0) yield* report(names, 'entry', ['spec', listField, index]);
    }
  },
});

const none: readonly never[] = [];

function unknownNames(kind: MirrorSetKind, level: Level, fields: unknown): readonly string[] {
  if (!isJsonObject(fields)) return none;
  const known = knownFields(kind, level);
  const names = Object.keys(fields);
  return names.every((name) => known.includes(name)) ? none : names.filter((name) => !known.includes(name));
}

function describeUnknown(subject: Subject, suggestion: string | undefined, path: FieldPath): Violation {
  const name = String(path.at(-1));
  const isInObject = valueAt(subject.object, path) !== undefined;
  const loss = isInObject
    ? 'would be dropped without a message'
    : 'was dropped without a message when the object was applied';
  return {
    path: name.length > maxShownLength ? path.slice(0, -1) : path,
    message: `unknown field ${quote(name)} ${loss}${suggestion === undefined ? '' : `; ${suggestion}`}`,
    ...(isInObject ? {} : { severity: 'warn' as const }),
  };
}
