import { defineChangeRule } from '../define-rule.ts';
import { image } from '../example.ts';

/** Without the object, the controller returns before it reads any mirror set (DOMAIN 4.7). */
export default defineChangeRule({
  id: 'no-image-config-deletion',
  meta: {
    category: 'image-config',
    domain: ['I-DELETED'],
    summary: 'Warn if Image cluster is deleted',
    why:
      'While Image cluster does not exist, the Machine Config Operator applies no mirror or registry ' +
      'change, and does not report it. The Cluster Version Operator creates the object again, with empty ' +
      'lists: the registries that it listed are no longer blocked, allowed or insecure, and the nodes ' +
      'drain.',
    fix: 'Remove the lists that are not needed with an update instead.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [{ subject: image({}), before: image({ blockedRegistries: ['docker.io'] }) }],
      invalid: [
        {
          subject: image({ blockedRegistries: ['docker.io'] }),
          before: image({ blockedRegistries: ['docker.io'] }),
          operation: 'DELETE',
        },
      ],
    },
  },

  *check({ subjects }) {
    if (!subjects.some(({ kind, operation }) => kind === 'Image' && operation === 'DELETE')) return;
    yield {
      path: [],
      message:
        'no mirror or registry change reaches the nodes until Image cluster exists again; the Cluster ' +
        'Version Operator creates it with empty lists. Update the lists instead',
    };
  },
});
