import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { effectivePolicy, type MirrorSet, policyChangeAnnotation } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const announcement = {
  metadata: {
    name: 'all',
    annotations: { [policyChangeAnnotation]: 'ImageTagMirrorSet/team' },
  },
};

/** The annotation permits one temporary conflict; while it remains, it permits later ones too. */
export default defineStateRule({
  id: 'no-leftover-policy-change',
  meta: {
    category: 'across-objects',
    domain: [],
    summary: 'Disallow the policy-change annotation after the change is complete',
    why:
      'The annotation `mirrorguard.io/policy-change` allows an update that leaves conflicting policies for ' +
      'a short time. If it remains after the change, a later update of mirrorSourcePolicy in the object is ' +
      'allowed too, and the Machine Config Operator applies no mirror change until the other objects follow.',
    fix:
      'Remove the annotation when all objects have the same mirrorSourcePolicy: `oc annotate KIND/NAME ' +
      'mirrorguard.io/policy-change-`. No action is required while the change is in progress.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('all').with(announcement).mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          itms('team').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
      invalid: [
        [
          itms('team').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          idms('all').with(announcement).mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        ],
      ],
    },
  },

  *check({ cluster: { mirrorSets }, sources }) {
    const seen = new Set<MirrorSet>();
    for (const source of sources) {
      for (const { object: ref } of mirrorSets.of(source)) {
        const object = mirrorSets.object(ref);
        if (object?.policyChange === undefined || seen.has(object)) continue;
        seen.add(object);
        if (object.entries.some((entry) => isInConflict(entry.source, mirrorSets))) continue;
        const { kind, name } = object;
        yield {
          identity: `${kind}/${name}`,
          // Not the evaluated source, because a write evaluates only some of them.
          about: object.entries[0]?.source ?? source,
          involves: [{ kind, name, path: ['metadata', 'annotations', policyChangeAnnotation] }],
          message:
            `${kind} ${name} has the annotation ${quote(policyChangeAnnotation)}, but no policy change is ` +
            'in progress; the annotation can allow a later conflict. Remove it',
        };
      }
    }
  },
});

function isInConflict(source: string, mirrorSets: MirrorSetsView): boolean {
  return new Set(mirrorSets.of(source).map(({ entry }) => effectivePolicy(entry))).size > 1;
}
