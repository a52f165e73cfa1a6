import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { namesOf, othersThan } from '../context/participants.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { Participant } from '../finding.ts';
import { bothPulls, type Pulls } from '../state-context.ts';

/** NeverContactSource blocks the source for all pulls, for any kind of object that sets it (DOMAIN 7.4). */
export default defineStateRule({
  id: 'require-mirrors-for-both-pulls',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-NEVER-OTHERTYPE'],
    summary: 'Require digest and tag mirrors for a source with NeverContactSource',
    why:
      'NeverContactSource blocks the source for every pull, but the mirrors of an ' +
      'ImageDigestMirrorSet serve only pulls by digest, and those of an ImageTagMirrorSet only pulls ' +
      'by tag. The other pulls have no location left and fail.',
    fix:
      'Add the source to an object of the other kind with NeverContactSource too. No action is ' +
      'required if no such pulls happen.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        [
          itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          idms('digests').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        ],
        idms('digests').mirror('quay.io/team', ['a.example.com/team']),
      ],
      invalid: [
        idms('digests').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
      ],
    },
  },

  *check(context) {
    const failing = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      sources.all().flatMap((source) => {
        const pulls = failingPulls(source, sources);
        // Release images and their components are pulled by digest only.
        if (pulls === undefined || (pulls === 'tag' && isPayloadRepository(source))) return [];
        const involves = sources.writersOf(source, context.neverContacting(source));
        return [{ key: sources.keyOf(source), source, pulls, involves, file: sources.fileOf(source) }];
      }),
    );
    for (const { found, where, pools } of failing) {
      const { source, pulls, involves, file } = found;
      yield {
        identity: `${source} ${pulls}`,
        about: source,
        involves,
        causes: pools,
        message: (here) => {
          const reason =
            file === undefined ? ofPolicy(here, involves) : `${formatMachineConfig(file)} blocks`;
          return (
            `pulls of ${quote(source)} by ${pulls}${where} would fail; ${reason} the source, and no mirror ` +
            `serves pulls by ${pulls}; error: "registry is blocked". ${adviceFor(pulls, file)}`
          );
        },
      };
    }
  },
});

/** `NeverContactSource of this entry and ImageDigestMirrorSet a blocks`. */
function ofPolicy(here: Participant | undefined, involves: readonly Participant[]): string {
  const others = othersThan(here, involves);
  const entries = [
    ...(here === undefined ? [] : ['this entry']),
    ...(here !== undefined && others === involves ? [] : [namesOf(others)]),
  ].join(' and ');
  return `NeverContactSource of ${entries} blocks`;
}

function adviceFor(pulls: Pulls, file: ContainersFile | undefined): string {
  if (file !== undefined) return `Add a mirror for them to ${file.path}`;
  return `Add the source to ${pulls === 'tag' ? 'an ImageTagMirrorSet' : 'an ImageDigestMirrorSet'}`;
}

/** The kind of pull that fails. A source without any mirror is not blocked, or blocked intentionally. */
function failingPulls(source: string, sources: NodeSources): Pulls | undefined {
  if (!sources.isNeverContacted(source)) return undefined;
  const [failing, ...others] = bothPulls.filter((pulls) => sources.mirrors(source, pulls) === undefined);
  return others.length === 0 ? failing : undefined;
}
