import { fieldOf } from '../../model/json.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/**
 * The API server calls a webhook only for kinds that it has. The CLI evaluates an object with these fields as
 * the kind that it resembles.
 */
export default defineRule({
  id: 'require-known-kind',
  meta: {
    category: 'manifest',
    domain: [],
    summary: 'Require a kind that the API server has',
    why:
      'The API server compares kinds case-sensitively and rejects an unknown kind. If the rest of the ' +
      'file is applied, the missing mirrors can go unnoticed.',
    fix: 'Set kind to ImageDigestMirrorSet, ImageTagMirrorSet or ImageContentSourcePolicy.',
    severity: 'deny',
    since: '0.1.0',
    hosts: ['cli'],
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('team')
          .with({ kind: 'imagedigestmirrorset' })
          .mirror('quay.io/team', ['mirror.example.com/team']),
        itms('team').with({ kind: null }).mirror('quay.io/team', ['mirror.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    const manifest = subject.written ?? subject.object;
    // The object is too large to be evaluated.
    if (manifest === undefined) return;
    const kind = fieldOf(manifest, 'kind');
    if (kind === subject.kind || kind === 'ImageContentPolicy') return;
    const given = typeof kind === 'string' ? `the kind ${quote(kind)} does not exist` : 'kind is missing';
    yield {
      path: ['kind'],
      message: `${given}, so the API server would reject the object; did you mean ${subject.kind}?`,
    };
  },
});
