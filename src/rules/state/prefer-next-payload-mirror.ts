import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { quote } from '../../model/text/quote.ts';
import { pathOfSource } from '../context/across-objects.ts';
import {
  componentRepository,
  concerns,
  isMirrored,
  nextComponentRepository,
} from '../context/payload-repositories.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The repository of the components changes its name with the major version (DOMAIN 8.6). */
export default defineRule({
  id: 'prefer-next-payload-mirror',
  requires: ['mirrorSets'],
  meta: {
    category: 'rollout',
    domain: ['R-PAYLOAD-5'],
    summary: 'Who mirrors the components of OpenShift 4 mirrors those of OpenShift 5 too.',
    why: 'The components of OpenShift 5.0 are in ocp-v5.0-art-dev. Mirror sets that name ocp-v4.0-art-dev alone miss it, and the upgrade gets stuck.',
    fix: 'Before the upgrade to 5.0, mirror ocp-v5.0-art-dev too, or the whole of quay.io/openshift-release-dev.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release'])],
      invalid: [
        idms('release')
          .mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release'])
          .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['mirror.example.com/release']),
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after, isTouched } = facts.mirrorSets;
    if (!concerns(isTouched, components) || !isBehind(after) || isBehind(before)) return;
    const [deciding = componentRepository] = after.sourcesMatching(componentRepository);
    yield {
      path: pathOfSource(subject, deciding),
      message: `OpenShift 5.0 needs ${quote(nextComponentRepository)} too, which has no mirror`,
    };
  },
});

const components = [componentRepository];

function isBehind(view: MirrorSetsView): boolean {
  return isMirrored(componentRepository, view) && !isMirrored(nextComponentRepository, view);
}
