import { enclosingAmong } from '../../model/location/scope.ts';
import type { Participant } from '../finding.ts';
import { bothPulls, type StateContext } from '../state-context.ts';
import { listedScope, participantOf } from './participants.ts';

/** A mirror of a source, with the entries that list it. */
export interface TrustedMirror {
  readonly source: string;
  readonly mirror: string;
  /** Inside a scope of insecureRegistries: nodes do not verify its TLS. */
  readonly isInsecure: boolean;
  /** The entries that list it, and the scopes of insecureRegistries that it is in. */
  readonly involves: readonly Participant[];
}

/** Every mirror of the sources to look at. Empty without insecureRegistries. Cost: proportional to the mirrors. */
export function mirrorsByTrust(context: StateContext<unknown>): readonly TrustedMirror[] {
  const { insecure } = context.cluster.listed;
  if (insecure.size === 0) return [];
  return context.sources.flatMap((source) => {
    const mirrors = new Set(bothPulls.flatMap((pulls) => context.merged(source, pulls)?.order.mirrors ?? []));
    mirrors.delete(source);
    return [...mirrors].map((mirror) => {
      const around = enclosingAmong(mirror, insecure);
      const scopes = around.map((scope) => listedScope('insecureRegistries', scope, context.cluster));
      const involves = [...listing(context, source, mirror), ...scopes];
      return { source, mirror, isInsecure: around.length > 0, involves };
    });
  });
}

function listing(context: StateContext<unknown>, source: string, mirror: string): readonly Participant[] {
  return context.contributionsOf(source).flatMap((contribution) => {
    const index = contribution.entry.mirrors.indexOf(mirror);
    return index === -1 ? [] : [participantOf(contribution, 'mirrors', index)];
  });
}
