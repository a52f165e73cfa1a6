import type { DrainReason } from '../domain/registries-change.ts';
import type { Rollout } from '../domain/rollout.ts';
import { quoteSome } from './across-objects.ts';

/** In the order in which they are told: what an admin may not have meant comes first. */
const sentences: Readonly<Record<DrainReason['kind'], (scopes: string, isOne: boolean) => string>> = {
  'tag-mirror-added': (scopes) => `mirrors for tags are added for ${scopes}`,
  'mirror-serves-other-pulls': (scopes) => `mirrors of ${scopes} come to serve tags`,
  'registry-removed': (scopes, isOne) => `the ${isOne ? 'entry' : 'entries'} for ${scopes} ${isOne ? 'is' : 'are'} removed`,
  'mirror-removed': (scopes) => `mirrors of ${scopes} are removed`,
  'registry-blocked': (scopes, isOne) => `${scopes} ${isOne ? 'becomes' : 'become'} blocked`,
  'registry-unblocked': (scopes, isOne) => `${scopes} ${isOne ? 'is' : 'are'} no longer blocked`,
  'registry-made-insecure': (scopes, isOne) => `${scopes} ${isOne ? 'becomes' : 'become'} insecure`,
  'registry-made-secure': (scopes, isOne) => `${scopes} ${isOne ? 'is' : 'are'} no longer insecure`,
  'registry-without-mirrors-added': (scopes) => `${scopes} would have an entry without mirrors`,
};

const kinds = Object.keys(sentences) as readonly DrainReason['kind'][];

/** Why the nodes are drained, the two foremost reasons in words: `mirrors for tags are added for "quay.io/a" and "quay.io/b"`. */
export function describeDrainReasons({ drainReasons, verdict, overriddenBy, changes }: Rollout): string {
  if (verdict === 'reboot' || (verdict === 'drain' && overriddenBy === 'node-disruption-policy') || drainReasons.length === 0) {
    const paths = changes.filter(({ actions }) => actions.includes('Reboot') || actions.includes('Drain')).map(({ path }) => path);
    return `the node disruption policy demands it for a change of ${paths.join(' and ')}`;
  }
  const told = kinds.flatMap((kind) => {
    const scopes = new Set(drainReasons.filter((reason) => reason.kind === kind).map(({ scope }) => scope));
    return scopes.size === 0 ? [] : [sentences[kind](quoteSome([...scopes], 1), scopes.size === 1)];
  });
  const more = told.length > 2 ? ', and more' : '';
  return `${told.slice(0, 2).join('; ')}${more}`;
}

/** Whether the same mirrors for digests alone would spare the nodes. */
export function isDrainForTagsOnly({ drainReasons }: Rollout): boolean {
  return drainReasons.length > 0 && drainReasons.every(({ kind }) => kind === 'tag-mirror-added');
}
