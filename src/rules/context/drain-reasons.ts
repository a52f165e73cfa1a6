import type { DrainReason } from '../../model/files/registries-change.ts';
import type { Rollout } from '../../model/rollout/rollout.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from './across-objects.ts';

/** Texts for drain reasons of one kind; names are already quoted. */
interface Words {
  /** The text of one reason. `mirror` is empty if the kind has none. */
  one(scope: string, mirror: string): string;
  /** All reasons of the kind as one clause about the change. */
  all(scopes: string, isOne: boolean): string;
}

/** In the order of the report: the reason that is most likely unintended first. */
const words: Readonly<Record<DrainReason['kind'], Words>> = {
  'tag-mirror-added': {
    one: (scope, mirror) => `${scope} gets tag mirror ${mirror}`,
    all: (scopes) => `it adds tag mirrors for ${scopes}`,
  },
  'mirror-serves-other-pulls': {
    one: (scope, mirror) => `mirror ${mirror} of ${scope} serves tags too`,
    all: (scopes) => `it makes mirrors of ${scopes} serve tags`,
  },
  'registry-removed': {
    one: (scope) => `${scope} loses its entry`,
    all: (scopes, isOne) => `it removes the ${isOne ? 'entry' : 'entries'} for ${scopes}`,
  },
  'mirror-removed': {
    one: (scope, mirror) => `${scope} loses mirror ${mirror}`,
    all: (scopes) => `it removes mirrors of ${scopes}`,
  },
  'registry-blocked': {
    one: (scope) => `${scope} becomes blocked`,
    all: (scopes) => `it blocks ${scopes}`,
  },
  'registry-unblocked': {
    one: (scope) => `${scope} is no longer blocked`,
    all: (scopes) => `it unblocks ${scopes}`,
  },
  'registry-made-insecure': {
    one: (scope) => `${scope} becomes insecure`,
    all: (scopes) => `it makes ${scopes} insecure`,
  },
  'registry-made-secure': {
    one: (scope) => `${scope} is no longer insecure`,
    all: (scopes) => `it makes ${scopes} secure`,
  },
  'registry-without-mirrors-added': {
    one: (scope) => `${scope} gets an entry without mirrors`,
    all: (scopes) => `it adds an entry without mirrors for ${scopes}`,
  },
};

const kinds = Object.keys(words) as readonly DrainReason['kind'][];

/** One reason why a change of registries.conf is not safe for running pods (DOMAIN 6.2). */
export function describeDrainReason(reason: DrainReason): string {
  return words[reason.kind].one(quote(reason.scope), 'mirror' in reason ? quote(reason.mirror) : '');
}

/** The first two kinds of drain reasons: `it adds tag mirrors for "quay.io/a" and "quay.io/b"`. */
export function describeDrainReasons({ drainReasons, verdict, overriddenBy, changes }: Rollout): string {
  if (
    verdict === 'reboot' ||
    (verdict === 'drain' && overriddenBy === 'node-disruption-policy') ||
    drainReasons.length === 0
  ) {
    const paths = changes
      .filter(({ actions }) => actions.includes('Reboot') || actions.includes('Drain'))
      .map(({ path }) => path);
    // Without an entry for a file, the daemon reboots the node (DOMAIN 6.1).
    return overriddenBy === undefined && verdict === 'reboot'
      ? `a change of ${paths.join(' and ')} requires it`
      : `the node disruption policy requires it for a change of ${paths.join(' and ')}`;
  }
  const clauses = kinds.flatMap((kind) => {
    const scopes = new Set(drainReasons.filter((reason) => reason.kind === kind).map(({ scope }) => scope));
    return scopes.size === 0 ? [] : [words[kind].all(quoteSome([...scopes], 1), scopes.size === 1)];
  });
  const more = clauses.length > 2 ? ', and more' : '';
  return `${clauses.slice(0, 2).join(' and ')}${more}`;
}

/** Whether the change would not drain with digest mirrors only. */
export function isDrainForTagsOnly({ drainReasons }: Rollout): boolean {
  return drainReasons.length > 0 && drainReasons.every(({ kind }) => kind === 'tag-mirror-added');
}
