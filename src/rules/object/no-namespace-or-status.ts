import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The API server drops both fields silently, so only a file still contains them. */
export default defineRule({
  id: 'no-namespace-or-status',
  meta: {
    category: 'manifest',
    domain: ['FMT-META'],
    summary: 'Disallow metadata.namespace and status in manifests',
    why:
      'The kinds are cluster-scoped, and status cannot be set. The API server ignores both fields. A ' +
      'namespace suggests that the mirrors are limited to it, and some GitOps tools report a permanent ' +
      'difference.',
    fix: 'Remove the field. `mirrorguard fix` removes it for you.',
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
        message:
          `the API server ignores the namespace ${quote(namespace)} because ${subject.kind} is ` +
          'cluster-scoped; the mirrors apply to all namespaces. Remove the field',
      };
    }
    const status = fieldOf(manifest, 'status');
    if (status === undefined) return;
    const isEmpty = status === null || (isJsonObject(status) && Object.keys(status).length === 0);
    yield {
      path: ['status'],
      message: `the API server ignores the status of ${subject.kind} in a manifest; remove the field`,
      // oc-mirror writes `status: {}` to every file.
      ...(isEmpty ? { severity: 'audit' as const } : {}),
    };
  },
});
