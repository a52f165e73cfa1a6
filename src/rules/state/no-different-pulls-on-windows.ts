import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { effectivePolicy } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { namesOf, participantOf, participantsOf } from '../context/participants.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { StateFinding } from '../finding.ts';

/**
 * containerd has one configuration per registry host (DOMAIN 8.7). Windows nodes read no registries.conf, so
 * files of MachineConfigs have no effect on them.
 */
export default defineStateRule({
  id: 'no-different-pulls-on-windows',
  uses: ['windowsNodes'],
  silentWithout: ['windowsNodes'],
  meta: {
    category: 'pull',
    domain: ['X-WINDOWS'],
    summary: 'Warn if Windows nodes pull from other locations than Linux nodes',
    why:
      'The Windows Machine Config Operator writes one containerd configuration per registry. The mirrors ' +
      'of a source count for the whole registry, containerd appends the path of the source to each mirror, ' +
      'and one NeverContactSource blocks the registry.',
    fix:
      'End the path of a mirror with the path of the source. Give every repository of the registry that ' +
      'Windows nodes use a mirror before you set NeverContactSource.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: itms('team').mirror('mcr.microsoft.com/oss', ['mirror.example.com/windows/oss']),
          facts: { windowsNodes: true },
        },
        {
          subject: itms('team').mirror('mcr.microsoft.com/oss', ['mirror.example.com/windows']),
          facts: { windowsNodes: false },
        },
      ],
      invalid: [
        {
          subject: itms('team').mirror('mcr.microsoft.com/oss', ['mirror.example.com/windows']),
          facts: { windowsNodes: true },
        },
        {
          subject: idms('team').mirror(
            'mcr.microsoft.com/oss',
            ['mirror.example.com/oss'],
            'NeverContactSource',
          ),
          facts: { windowsNodes: true },
        },
      ],
    },
  },

  *check({ cluster, sources, facts }) {
    if (facts.windowsNodes !== true) return;
    for (const source of sources) {
      // Windows nodes do not pull the payload, and containerd does not support wildcards.
      if (isPayloadRepository(source) || source.startsWith('*.')) continue;
      // The Windows Machine Config Operator does not read ImageContentSourcePolicies.
      const entries = cluster.mirrorSets
        .of(source)
        .filter(({ object }) => object.kind !== 'ImageContentSourcePolicy');
      yield* neverContactedRegistry(source, entries);
      for (const entry of entries) yield* unreachableMirrors(source, entry);
    }
  },
});

function* neverContactedRegistry(source: string, entries: readonly Contribution[]): Iterable<StateFinding> {
  const [host] = split(source);
  const never = entries.filter(({ entry }) => effectivePolicy(entry) === 'NeverContactSource');
  if (never.length === 0 || host === source) return;
  yield {
    identity: `never ${source}`,
    about: source,
    involves: participantsOf(never),
    causes: [],
    message:
      `Windows nodes do not contact ${quote(host)} at all because ` +
      `${namesOf(never.map(({ object }) => object))} sets NeverContactSource. Add mirrors for all its ` +
      `images, not only for ${quote(source)}`,
  };
}

function* unreachableMirrors(source: string, contribution: Contribution): Iterable<StateFinding> {
  const [, path] = split(source);
  if (path === '') return;
  for (const [index, mirror] of contribution.entry.mirrors.entries()) {
    if (mirror === source || `/${split(mirror)[1]}`.endsWith(`/${path}`)) continue;
    yield {
      identity: `mirror ${source} ${mirror}`,
      about: source,
      involves: [participantOf(contribution, 'mirrors', index)],
      causes: [],
      message:
        `Windows nodes do not find images of ${quote(source)} at mirror ${quote(mirror)}; end the path of ` +
        `the mirror with ${quote(`/${path}`)}`,
    };
  }
}

/** Splits a location into the registry host and the path. */
function split(location: string): readonly [host: string, path: string] {
  const slash = location.indexOf('/');
  return slash === -1 ? [location, ''] : [location.slice(0, slash), location.slice(slash + 1)];
}
