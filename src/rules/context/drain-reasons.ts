import type { DrainReason } from '../../model/files/registries-change.ts';
import type { Rollout } from '../../model/rollout/rollout.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from './across-objects.ts';

/** What is said of reasons of one kind; the names are quoted already. */
interface Words {
  /** Of one, in full. `mirror` is empty where the kind has none. */
  one(scope: string, mirror: string): string;
  /** Of all together. */
  all(scopes: string, isOne: boolean): string;
}

/** In the order in which they are told: what an admin may not have meant comes first. */
const words: Readonly<Record<DrainReason['kind'], Words>> = {
  'tag-mirror-added': {
    one: (scope, mirror) => `${scope} gets a mirror for tags, ${mirror}`,
    all: (scopes) => `mirrors for tags are added for ${scopes}`,
  },
  'mirror-serves-other-pulls': {
    one: (scope, mirror) => `mirror ${mirror} of ${scope} comes to serve tags`,
    all: (scopes) => `mirrors of ${scopes} come to serve tags`,
  },
  'registry-removed': {
    one: (scope) => `${scope} loses its entry`,
    all: (scopes, isOne) =>
      `the ${isOne ? 'entry' : 'entries'} for ${scopes} ${isOne ? 'is' : 'are'} removed`,
  },
  'mirror-removed': {
    one: (scope, mirror) => `${scope} loses mirror ${mirror}`,
    all: (scopes) => `mirrors of ${scopes} are removed`,
  },
  'registry-blocked': {
    one: (scope) => `${scope} becomes blocked`,
    all: (scopes, isOne) => `${scopes} ${isOne ? 'becomes' : 'become'} blocked`,
  },
  'registry-unblocked': {
    one: (scope) => `${scope} is no longer blocked`,
    all: (scopes, isOne) => `${scopes} ${isOne ? 'is' : 'are'} no longer blocked`,
  },
  'registry-made-insecure': {
    one: (scope) => `${scope} becomes insecure`,
    all: (scopes, isOne) => `${scopes} ${isOne ? 'becomes' : 'become'} insecure`,
  },
  'registry-made-secure': {
    one: (scope) => `${scope} is no longer insecure`,
    all: (scopes, isOne) => `${scopes} ${isOne ? 'is' : 'are'} no longer insecure`,
  },
  'registry-without-mirrors-added': {
    one: (scope) => `${scope} gets an entry without mirrors`,
    all: (scopes) => `${scopes} would have an entry without mirrors`,
  },
};

const kinds = Object.keys(words) as readonly DrainReason['kind'][];

/** One reason why a change of registries.conf is not safe for running pods (DOMAIN 6.2), in words. */
export function describeDrainReason(reason: DrainReason): string {
  return words[reason.kind].one(quote(reason.scope), 'mirror' in reason ? quote(reason.mirror) : '');
}

/** Why the nodes are drained, the two foremost reasons in words: `mirrors for tags are added for "quay.io/a" and "quay.io/b"`. */
export function describeDrainReasons({ drainReasons, verdict, overriddenBy, changes }: Rollout): string {
  if (
    verdict === 'reboot' ||
    (verdict === 'drain' && overriddenBy === 'node-disruption-policy') ||
    drainReasons.length === 0
  ) {
    const paths = changes
      .filter(({ actions }) => actions.includes('Reboot') || actions.includes('Drain'))
      .map(({ path }) => path);
    return `the node disruption policy demands it for a change of ${paths.join(' and ')}`;
  }
  const told = kinds.flatMap((kind) => {
    const scopes = new Set(drainReasons.filter((reason) => reason.kind === kind).map(({ scope }) => scope));
    return scopes.size === 0 ? [] : [words[kind].all(quoteSome([...scopes], 1), scopes.size === 1)];
  });
  const more = told.length > 2 ? ', and more' : '';
  return `${told.slice(0, 2).join('; ')}${more}`;
}

/** Whether the same mirrors for digests alone would spare the nodes. */
export function isDrainForTagsOnly({ drainReasons }: Rollout): boolean {
  return drainReasons.length > 0 && drainReasons.every(({ kind }) => kind === 'tag-mirror-added');
}
