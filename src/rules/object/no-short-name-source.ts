import { defaultSearchRegistries } from '../../model/files/registries-conf.ts';
import { isQualifiedHost } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A short name is completed before any source is looked at; that it matches nothing as a source is another rule's matter (DOMAIN 7.1). */
export default defineRule({
  id: 'no-short-name-source',
  uses: ['imageConfig'],
  meta: {
    category: 'image-config',
    domain: ['I-SEARCH'],
    summary: 'Sources are complete names, not the short names of images.',
    why: 'CRI-O turns a short name such as ubi9 into one complete name for each search registry, in order, and looks for a source of each of those.',
    fix: 'Mirror the complete names that the search registries make of the short name.',
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
        message: `nodes ask for the short name ${quote(text)} as ${quoteSome(names, 3)}, and look for sources of those names`,
      };
    }
  },
});
