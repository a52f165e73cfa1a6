import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Both are dropped by the API server without a word, so only a file still shows them. */
export default defineRule({
  id: 'no-namespace-or-status',
  meta: {
    category: 'manifest',
    domain: ['FMT-META'],
    summary: 'Manifests set neither metadata.namespace nor status.',
    why: 'The kinds are cluster-scoped and have no status to set. Both fields are ignored, and a reader is led to think that the mirrors are limited to a namespace; some GitOps tools report an endless difference.',
    fix: 'Remove the field. `mirrorguard fix` does it.',
    severity: 'warn',
    since: '0.1.0',
    hosts: ['cli'],
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('team')
          .with({ metadata: { name: 'team', namespace: 'openshift-config' } })
          .mirror('quay.io/team', ['mirror.example.com/team']),
        idms('team').with({ status: {} }).mirror('quay.io/team', ['mirror.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    const manifest = subject.written ?? subject.object;
    const namespace = valueAt(manifest, ['metadata', 'namespace']);
    if (typeof namespace === 'string' && namespace !== '') {
      yield {
        path: ['metadata', 'namespace'],
        message: `${subject.kind} is cluster-scoped: namespace ${quote(namespace)} is ignored, and the mirrors hold for all namespaces`,
      };
    }
    const status = fieldOf(manifest, 'status');
    if (status === undefined) return;
    const isEmpty = status === null || (isJsonObject(status) && Object.keys(status).length === 0);
    yield {
      path: ['status'],
      message: `status of ${subject.kind} cannot be set in a manifest: it is ignored`,
      // oc-mirror writes `status: {}` into every file that it makes.
      ...(isEmpty ? { severity: 'audit' as const } : {}),
    };
  },
});
