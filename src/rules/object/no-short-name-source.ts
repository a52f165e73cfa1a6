import { defaultSearchRegistries } from '../../model/files/registries-conf.ts';
import { isQualifiedHost } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * CRI-O expands a short name before it looks up a source; no-unmatchable-source reports that it matches
 * nothing (DOMAIN 7.1).
 */
export default defineRule({
  id: 'no-short-name-source',
  uses: ['imageConfig'],
  meta: {
    category: 'image-config',
    domain: ['I-SEARCH'],
    summary: 'Disallow short image names as sources',
    why:
      'CRI-O expands a short name such as ubi9 to one full name for each search registry, in order. It ' +
      'then looks up a source for each of the full names.',
    fix: 'Use the full names that the search registries produce as sources.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        idms('ubi').mirror('registry.access.redhat.com/ubi9', ['mirror.example.com/ubi9']),
        idms('local').mirror('localhost', ['mirror.example.com/local']),
      ],
      invalid: [
        idms('ubi').mirror('ubi9', ['mirror.example.com/ubi9']),
        {
          subject: idms('ubi').mirror('ubi9', ['mirror.example.com/ubi9']),
          imageConfig: { containerRuntimeSearchRegistries: ['registry.example.com'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const search = facts.imageConfig?.containerRuntimeSearchRegistries ?? [];
    const registries = search.length > 0 ? search : defaultSearchRegistries;
    for (const { text, path, role, location } of locationsWith(subject, 'without-path')) {
      if (role === 'mirror' || location.kind !== 'host' || isQualifiedHost(location)) continue;
      const names = registries.map((registry) =>
        registry === 'docker.io' ? `docker.io/library/${text}` : `${registry}/${text}`,
      );
      yield {
        path,
        message:
          `nodes expand the short name ${quote(text)} before they look up a source; ` +
          `use the full names: ${quoteSome(names, 3)}`,
      };
    }
  },
});
