import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { quote } from '../../model/text/quote.ts';
import { pathOfSource } from '../context/across-objects.ts';
import {
  componentRepository,
  concerns,
  isMirrored,
  nextComponentRepository,
  releaseRepository,
} from '../context/payload-repositories.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A release image lists its components by digest, in another repository (DOMAIN 4.4). */
export default defineRule({
  id: 'require-mirrors-for-whole-payload',
  requires: ['mirrorSets'],
  meta: {
    category: 'rollout',
    domain: ['R-PAYLOAD-PARTIAL'],
    summary: 'The release image and its components are both mirrored, or neither.',
    why: 'The release image is in ocp-release, the images of its components are in ocp-v4.0-art-dev. A disconnected cluster that has a mirror for one of them cannot pull the other: the upgrade starts and gets stuck.',
    fix: 'Mirror both repositories: oc adm release mirror and oc-mirror print entries for both. The mirror may hold both in one place.',
    severity: 'warn',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
        idms('release')
          .mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release'])
          .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['mirror.example.com/release']),
      ],
      invalid: [
        idms('release').mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release']),
        idms('release').mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', [
          'mirror.example.com/release',
        ]),
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after, isTouched } = facts.mirrorSets;
    if (!concerns(isTouched, payload)) return;
    const lone = loneRepository(after);
    // What is removed here, another rule tells.
    if (lone === undefined || hasMirrors(lone, before)) return;
    const [deciding = lone] = after.sourcesMatching(lone);
    const missing = lone === releaseRepository ? componentRepository : releaseRepository;
    const role = lone === releaseRepository ? 'the components of the release' : 'the release image itself';
    yield {
      path: pathOfSource(subject, deciding),
      message: `${quote(lone)} has mirrors and ${quote(missing)} has none. A disconnected cluster cannot pull ${role}`,
    };
  },
});

const payload = [releaseRepository, componentRepository, nextComponentRepository];

/** The one of the two that has mirrors; undefined where both have, or none. */
function loneRepository(view: MirrorSetsView): string | undefined {
  const hasRelease = hasMirrors(releaseRepository, view);
  if (hasRelease === hasMirrors(componentRepository, view)) return undefined;
  return hasRelease ? releaseRepository : componentRepository;
}

/** Where the components are depends on the major version, and one of the places will do. */
function hasMirrors(repository: string, view: MirrorSetsView): boolean {
  return (
    isMirrored(repository, view) ||
    (repository === componentRepository && isMirrored(nextComponentRepository, view))
  );
}
