import { authorityOf } from '../../model/location/scope.ts';
import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { publicRegistries } from '../context/public-registries.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { Violation } from '../finding.ts';
import type { Subject } from '../subject.ts';

const hub = { isManaged: false, isHostedGuest: false, isHostingHub: true, isSingleNode: false };

/**
 * HyperShift reads the mirror sets of the management cluster as plain overrides for its control planes
 * (DOMAIN 8.4).
 */
export default defineRule({
  id: 'no-mirrors-hidden-from-hosted-clusters',
  uses: ['platform'],
  silentWithout: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-HUB'],
    summary: 'Disallow mirrors that hosted control planes cannot use',
    why:
      'On a management cluster, HyperShift also applies ImageDigestMirrorSets and ' +
      'ImageContentSourcePolicies to its hosted control planes. It does not read ImageTagMirrorSets, and ' +
      'it ignores wildcards and policies. Older releases of HyperShift do not apply a source that is a ' +
      'registry without a repository, so the lookup of the release image of a hosted cluster fails ' +
      '(OCPBUGS-33951). HyperShift contacts the mirrors itself, with the CA bundle of the HostedCluster.',
    fix:
      'No action is required unless hosted control planes need these mirrors. In that case, use an ' +
      'ImageDigestMirrorSet that lists repositories, and set spec.additionalTrustBundle of the ' +
      'HostedCluster to the CA of the mirror.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('registry.redhat.io/team', ['quay.io/team']),
          facts: { platform: hub },
        },
        itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { platform: hub },
        },
        {
          subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']),
          facts: { platform: hub },
        },
        {
          subject: idms('hub').mirror('registry.redhat.io', ['mirror.example.com/redhat']),
          facts: { platform: hub },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    if (facts.platform?.isHostingHub !== true) return;
    if (subject.kind === 'ImageTagMirrorSet') {
      yield {
        path: [],
        message:
          'hosted control planes of this cluster do not use ImageTagMirrorSets; only its own nodes use ' +
          'these mirrors',
      };
      return;
    }
    yield* findRootSources(subject);
    yield* findPrivateMirrors(subject);
    for (const { text, path } of locationsWith(subject, 'wildcard')) {
      yield {
        path,
        message:
          `hosted control planes of this cluster do not use the wildcard ${quote(text)}; list the ` +
          'registries',
      };
    }
  },
});

function* findRootSources(subject: Subject): Generator<Violation, void> {
  for (const { text, path, role, location } of locationsWith(subject, 'without-path')) {
    if (role !== 'source' || location.kind === 'wildcard') continue;
    yield {
      path,
      severity: 'warn',
      message:
        `older releases of HyperShift do not apply the root-registry source ${quote(text)} to hosted ` +
        'clusters. The lookup of their release image fails (OCPBUGS-33951); list the repositories',
    };
  }
}

/** Each host once, at its first mirror. */
function* findPrivateMirrors(subject: Subject): Generator<Violation, void> {
  const hosts = new Set<string>();
  for (const entry of subject.entries) {
    for (const [index, mirror] of entry.mirrors.entries()) {
      const host = authorityOf(mirror);
      if (publicRegistries.has(host) || hosts.has(host)) continue;
      hosts.add(host);
      yield {
        path: [...entryPath(subject.kind, entry), 'mirrors', index],
        message:
          `HyperShift contacts the private mirror ${quote(host)} itself for hosted clusters. ` +
          'Set spec.additionalTrustBundle of each HostedCluster to its CA',
      };
    }
  }
}
