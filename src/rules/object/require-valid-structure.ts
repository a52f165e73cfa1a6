import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Says what the schema of the definition would say, before it does, and for all places at once. */
export default defineRule({
  id: 'require-valid-structure',
  meta: {
    category: 'format',
    domain: [],
    summary: 'Fields have the types that the kind prescribes.',
    why: 'The API server refuses the object. Judging what is inside a field of the wrong type is not possible, so other mistakes may show up once this one is mended.',
    fix: 'Give the field the type that the message names; `oc explain` on the kind shows all fields.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        {
          subject: idms('team').entry({ source: 'quay.io/team', mirrors: 'mirror.example.com/team' }),
          structure: [
            {
              path: ['spec', 'imageDigestMirrors', 0, 'mirrors'],
              message: 'must be a list of strings, and is the string "mirror.example.com/team"',
            },
          ],
        },
      ],
    },
  },

  check: ({ subject }) => subject.structure,
});
