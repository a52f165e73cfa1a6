import { fieldOf } from '../../model/json.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** A webhook is only called for what the API server knows; offline, an object with our fields is judged as what it seems to be. */
export default defineRule({
  id: 'require-known-kind',
  meta: {
    category: 'manifest',
    domain: [],
    summary: 'The kind is given, and spelt as the API server knows it.',
    why: 'Kinds are compared letter by letter. The API server answers that there is no such kind, and where the rest of a file is applied nobody may notice that the mirrors are missing.',
    fix: 'Write ImageDigestMirrorSet, ImageTagMirrorSet or ImageContentSourcePolicy.',
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
    // It is too large to be looked at.
    if (manifest === undefined) return;
    const kind = fieldOf(manifest, 'kind');
    if (kind === subject.kind || kind === 'ImageContentPolicy') return;
    const given = typeof kind === 'string' ? `there is no kind ${quote(kind)}` : 'no kind is given';
    yield {
      path: ['kind'],
      message: `${given}: the API server would not know what this is; it seems to be meant as ${subject.kind}`,
    };
  },
});
