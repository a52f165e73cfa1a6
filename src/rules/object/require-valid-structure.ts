import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Reports the violations of the CRD schema, but earlier and for all fields at once. */
export default defineRule({
  id: 'require-valid-structure',
  meta: {
    category: 'format',
    domain: [],
    summary: 'Require the field types that the kind prescribes',
    why:
      'The API server rejects the object. mirrorguard does not evaluate values inside a field of the ' +
      'wrong type, so other findings can appear after you correct it.',
    fix: 'Set the field to the type in the message. `oc explain` shows all fields of the kind.',
    severity: 'deny',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageTagMirrorSet', 'ImageContentSourcePolicy', 'Image'],
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        {
          subject: idms('team').entry({ source: 'quay.io/team', mirrors: 'mirror.example.com/team' }),
          structure: [
            {
              path: ['spec', 'imageDigestMirrors', 0, 'mirrors'],
              message: 'mirrors must be a list of strings, but is the string "mirror.example.com/team"',
            },
          ],
        },
      ],
    },
  },

  check: ({ subject }) => subject.structure,
});
