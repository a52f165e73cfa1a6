import { isValidScope } from '../../model/location/scope.ts';
import { quote } from '../../model/text/quote.ts';
import { imageConfigList, listedScope } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { image } from '../example.ts';
import type { StateFinding } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

const lists = ['blockedRegistries', 'insecureRegistries', 'allowedRegistries'] as const;

/** What is wrong with the lists by themselves, whatever the mirror sets are (DOMAIN 4.7). */
export default defineStateRule({
  id: 'require-valid-registry-lists',
  requires: ['imageConfig'],
  meta: {
    category: 'image-config',
    domain: ['I-LIST-FORM'],
    summary: 'Require valid registry lists in image.config',
    why:
      'The Machine Config Operator stops at a scope that it cannot read, and if allowedRegistries and blockedRegistries are both ' +
      'set. No mirror or registry change reaches a node any more, and only the log of the operator reports it. A scope with a ' +
      'trailing slash matches no image in policy.json.',
    fix:
      'Use host[:port][/path] or *.domain, without a trailing slash, and set only one of allowedRegistries and ' +
      'blockedRegistries.',
    severity: 'deny',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        image({
          blockedRegistries: ['docker.io', '*.example.com'],
          insecureRegistries: ['lab.example.com:5000'],
        }),
      ],
      invalid: [
        image({ blockedRegistries: ['docker.*'] }),
        image({ blockedRegistries: [], allowedRegistries: ['quay.io'] }),
        image({ insecureRegistries: ['lab.example.com/'] }),
      ],
    },
  },

  *check({ cluster }) {
    const { allowedRegistries, blockedRegistries } = cluster.settings.imageConfig;
    // The schema of Image counts an empty list as set.
    if (allowedRegistries !== undefined && blockedRegistries !== undefined)
      yield {
        identity: 'both',
        about: '',
        involves: [imageConfigList('blockedRegistries'), imageConfigList('allowedRegistries')],
        message:
          'allowedRegistries and blockedRegistries are both set; only one of them may be set. Remove one list',
      };
    for (const list of lists)
      for (const scope of new Set(cluster.settings.imageConfig[list])) yield* findFault(list, scope, cluster);
  },
});

function* findFault(
  list: (typeof lists)[number],
  scope: string,
  cluster: StateContext['cluster'],
): Generator<StateFinding, void> {
  const finding = {
    identity: `${list} ${scope}`,
    about: scope,
    involves: [listedScope(list, scope, cluster)],
  };
  if (!isValidScope(scope)) {
    const message =
      `${quote(scope)} of ${list} is not a valid registry; the Machine Config Operator would stop applying mirror ` +
      'changes. Use host[:port][/path] or *.domain';
    yield { ...finding, message };
  } else if (scope.endsWith('/')) {
    const name = scope.replace(/\/+$/, '');
    const message =
      list === 'allowedRegistries'
        ? `${quote(scope)} of ${list} matches no image because of its trailing slash. Use ${quote(name)}`
        : `${quote(scope)} of ${list} has a trailing slash; a mirror set with the source ${quote(name)} would make ` +
          `registries.conf unloadable. Use ${quote(name)}`;
    yield { ...finding, message, severity: 'warn' };
  }
}
