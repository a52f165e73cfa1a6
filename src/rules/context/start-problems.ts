import { trimSlashes } from '../../model/files/loaded-registries.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';
import { isNestedInside } from '../../model/location/scope.ts';
import { isBlockedImage, type StartProblem } from '../../model/start-problem.ts';
import { quote } from '../../model/text/quote.ts';
import type { Participant } from '../finding.ts';
import type { StateContext } from '../state-context.ts';
import { imageConfigList, listedScope, participantsOf, placesOfListed } from './participants.ts';

/** Why the machine-config-controller does not start. */
export interface DescribedStart {
  readonly kind: StartProblem['kind'];
  readonly cause: string;
  /** The correction, as an imperative without a full stop. */
  readonly advice: string;
  readonly about: string;
  readonly involves: readonly Participant[];
  /** The blocked scopes that contain the image, or the error of the merge. */
  readonly causes: readonly string[];
  /** The error text in the log. */
  readonly error: string;
}

/**
 * Undefined if the controller starts, or if another rule reports the cause because the operator stops at it
 * too: the same error, or a release image that cannot be parsed.
 */
export function describeStartProblem(context: StateContext<unknown>): DescribedStart | undefined {
  const { cluster } = context;
  const { startProblem } = cluster;
  if (startProblem === undefined) return undefined;
  const { kind, image, clash, message: error } = startProblem;
  const isReported = cluster.problems.some(
    (problem) => problem.message === error || problem.kind === 'unreadable-release-image',
  );
  if (isReported) return undefined;
  const lists = [imageConfigList('blockedRegistries'), imageConfigList('insecureRegistries')];
  if (clash !== undefined) {
    const { wildcard, scope } = clash;
    return {
      kind,
      cause: `${quote(scope)} of image.config is inside the wildcard source ${quote(wildcard)}`,
      advice: `Add an entry for ${quote(scope)}`,
      about: wildcard,
      involves: [
        ...participantsOf(context.firstContributionsOf(wildcard)),
        ...placesOfListed(scope, cluster),
      ],
      causes: [`${wildcard} ${scope}`],
      error,
    };
  }
  if (image === undefined)
    return {
      kind,
      cause: 'image.config and the mirrors cannot be merged',
      advice: 'Correct the registry that the error names',
      about: '',
      involves: lists,
      causes: [error],
      error,
    };
  const repository = image.split('@', 1)[0] ?? image;
  const source = cluster.mirrorSets.decidingSource(repository);
  const entries = participantsOf(source === undefined ? [] : context.firstContributionsOf(source));
  const about = source ?? image;
  const blocks = [...cluster.listed.blocked].filter((scope) => isBlockedBy(repository, scope));
  const never = cluster.mirrorSets
    .sourcesMatching(repository)
    .filter((matching) => context.isNeverContacted(matching));
  const causes = [...new Set([...never, ...blocks])];
  if (!isBlockedImage(startProblem))
    return {
      kind,
      cause: `a mirror of ${quote(repository)} gives no valid image name`,
      advice: 'Write a host with a dot or a port, and a repository behind it',
      about,
      involves: entries.length === 0 ? lists : entries,
      causes: [error, ...causes],
      error,
    };
  return blocks.length === 0
    ? {
        kind,
        cause: `every location of ${quote(repository)} is blocked`,
        advice: 'Add digest mirrors for it, or remove NeverContactSource',
        about,
        involves: entries.length === 0 ? lists : entries,
        causes,
        error,
      }
    : {
        kind,
        cause: `no location of ${quote(repository)} can be used while it is in a blocked registry`,
        advice: 'Mirror the release image, or block narrower registries',
        about,
        involves: [...entries, ...blocks.map((scope) => listedScope('blockedRegistries', scope, cluster))],
        causes,
        error,
      };
}

/** The MCO matches nested scopes, and nodes match prefixes without slashes at their end. */
function isBlockedBy(repository: string, scope: string): boolean {
  return isNestedInside(repository, scope) || matchedLength(repository, trimSlashes(scope)) !== -1;
}
