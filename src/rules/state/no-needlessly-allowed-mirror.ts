import { isNestedInside } from '../../model/location/scope.ts';
import { quote } from '../../model/text/quote.ts';
import { newMirrorsOf } from '../context/new-mirrors.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Lists of allowed registries are often written with mirrors in mind, which they never meet (DOMAIN 4.4). */
export default defineRule({
  id: 'no-needlessly-allowed-mirror',
  requires: ['imageConfig', 'mirrorSets'],
  meta: {
    category: 'image-config',
    domain: ['I-ALLOW-MIRROR-NEEDLESS'],
    summary: 'allowedRegistries lists registries by which images are named, not mirrors.',
    why: 'allowedRegistries is compared with the name of an image as it is asked for. A pull that goes to a mirror does not need the mirror in the list, and a mirror in the list lets images be pulled by its own name.',
    fix: 'Take the mirror out of allowedRegistries, unless images are named with it: catalogs of oc-mirror are.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { allowedRegistries: ['quay.io'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { allowedRegistries: ['quay.io', 'mirror.example.com'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { allowedRegistries = [] } = facts.imageConfig;
    if (allowedRegistries.length === 0) return;
    const { after } = facts.mirrorSets;
    const mirrors = newMirrorsOf(facts.mirrorSets, subject);
    for (const scope of allowedRegistries) {
      const covered = mirrors.find(({ text }) => isNestedInside(text, scope));
      const isForSources =
        after.has(scope) || after.sourcesInside(scope).length > 0 || after.sourcesAround(scope).length > 0;
      if (covered === undefined || isForSources) continue;
      yield {
        path: covered.path,
        message: `allowedRegistries has ${quote(scope)} needlessly for this mirror: the list is compared with the name of the image as it is asked for`,
      };
    }
  },
});
