import type { ClusterModel } from '../../model/cluster-model.ts';
import { formatImagePolicy } from '../../model/image-policies.ts';
import { formatObjectRef, type ObjectRef } from '../../model/mirror-set.ts';
import { formatMachineConfig } from '../../model/pools/containers-file.ts';
import type { StoppingProblem } from '../../model/stopping-problems.ts';
import type { ChangeContext } from '../change-context.ts';
import { toRelated } from '../context/across-objects.ts';
import { findLoadFailure, type LoadFailure } from '../context/load-errors.ts';
import {
  listedScope,
  machineConfigFile,
  namesOf,
  placesOfListed,
  unloadableScopes,
} from '../context/participants.ts';
import { isTooLarge, renderedSizeOf } from '../context/rendered-size.ts';
import { participantOfPolicy } from '../context/stops.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Related, Violation } from '../finding.ts';

const maxRelated = 20;

/** A fault that was stored before is reported with every change until it is corrected (DOMAIN 2.4). */
export default defineChangeRule({
  id: 'rollout-blocked',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-BROKEN-ALREADY'],
    summary: 'Warn if a stored fault keeps this change from the nodes',
    why:
      'The Machine Config Operator applies all mirror sets or none. While one of them has a fault, ' +
      'later changes are stored and have no effect, new nodes get the old configuration, and the ' +
      'next upgrade stops. No condition or event reports it. The same holds while registries.conf is too ' +
      'large, or while CRI-O cannot load it or a file of a MachineConfig.',
    fix:
      'Correct or delete the object that is named. All changes made in the meantime take effect ' + 'then.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('platform').mirror('quay.io/team', ['a.example.com/team']),
          idms('other').mirror('quay.io/other', ['a.example.com/other']),
        ],
      ],
      invalid: [
        [
          idms('platform').mirror(
            'quay.io/team',
            ['a.example.com/team', 'quay.io/team'],
            'NeverContactSource',
          ),
          idms('other').mirror('quay.io/other', ['a.example.com/other']),
        ],
      ],
    },
  },

  *check(context) {
    const { before, after } = context.change;
    const stopsBefore = new Set(before.problems.map(identityOf));
    const remaining = after.problems.filter(
      (problem) => stopsBefore.has(identityOf(problem)) && !isReportedByOtherRules(problem, context),
    );
    const [first] = remaining;
    if (first !== undefined) {
      const more = remaining.length === 1 ? '' : `, and ${remaining.length - 1} more`;
      yield {
        path: [],
        message:
          'this change has no effect on nodes yet; the Machine Config Operator has already stopped ' +
          `applying mirror changes because of ${causeOf(first, after)}: ${first.message}${more}. ` +
          adviceFor(first),
        related: remaining.flatMap((problem) => relatedTo(problem, after)).slice(0, maxRelated),
      };
      return;
    }
    const failure = findLoadFailure(before, context.facts);
    if (failure !== undefined && findLoadFailure(after, context.facts) !== undefined)
      yield { path: [], ...describeFailure(failure) };
    if (before.problems.length === 0) yield* sizeViolations(context);
  },
});

function* sizeViolations({ change: { before, after }, facts }: ChangeContext): Iterable<Violation> {
  const size = renderedSizeOf(before, before, facts);
  if (!isTooLarge(size) || !isTooLarge(renderedSizeOf(after, before, facts))) return;
  const where = size.verdict === 'too-large' ? 'RenderDegraded' : 'etcdserver: request is too large';
  yield {
    path: [],
    message:
      'this change has no effect on nodes yet; registries.conf is already too large for the rendered ' +
      `MachineConfig (${where}). Use broader sources, and remove entries that are no longer used`,
  };
}

function describeFailure({ message, cause }: LoadFailure): Pick<Violation, 'message' | 'related'> {
  if (cause === undefined)
    return {
      message:
        `registries.conf cannot be loaded already; nodes do not come back after a reboot: ${message}. ` +
        'Correct the registry that the error names',
    };
  const { file, pool } = cause;
  return {
    message:
      `${formatMachineConfig(file)} already writes a file that CRI-O in pool ${pool} cannot load; nodes do ` +
      `not come back after a reboot: ${message}. Correct or remove the file`,
    related: [machineConfigFile(file)],
  };
}

function identityOf(problem: StoppingProblem): string {
  return `${problem.kind} ${'entry' in problem ? formatObjectRef(problem.object) : ''} ${problem.message}`;
}

/** Object rules report each entry of a written object, state rules the entries that are being changed. */
function isReportedByOtherRules(problem: StoppingProblem, { change, subjects }: ChangeContext): boolean {
  if (!('entry' in problem)) return false;
  const isWritten = ({ kind, name }: ObjectRef) =>
    subjects.some((subject) => subject.kind === kind && subject.name === name);
  if (!('other' in problem)) return isWritten(problem.object);
  const [first, second] = [isWritten(problem.object), isWritten(problem.other.object)];
  return (first && second) || ((first || second) && change.isTouched.has(problem.entry.source));
}

function adviceFor(problem: StoppingProblem): string {
  return problem.kind === 'conflicting-policy'
    ? 'Set the same policy in both entries'
    : 'Correct that object';
}

/** The object to correct, or both objects of a conflict. */
function causeOf(problem: StoppingProblem, cluster: ClusterModel): string {
  switch (problem.kind) {
    case 'mixed-kinds':
      return formatObjectRef(problem.objects[0]);
    case 'conflicting-policy':
      return namesOf([problem.other.object, problem.object]);
    case 'unreadable-release-image':
      return 'ClusterVersion version';
    case 'signed-scope-blocked':
    case 'signed-scope-not-allowed':
    case 'unusable-signature-location':
      return formatImagePolicy(problem.policy);
    case 'unloadable-with-image-policy':
      return namesOf(placesOfUnloadable(cluster));
    default:
      return 'entry' in problem ? formatObjectRef(problem.object) : 'Image cluster';
  }
}

function relatedTo(problem: StoppingProblem, cluster: ClusterModel): readonly Related[] {
  if ('entry' in problem) return toRelated([problem]);
  switch (problem.kind) {
    case 'mixed-kinds':
      return problem.objects.map(({ kind, name }) => ({ kind, name, path: [] }));
    case 'signed-scope-blocked':
    case 'signed-scope-not-allowed':
    case 'unusable-signature-location':
      return participantOfPolicy(problem.policy, problem.scope);
    case 'unloadable-with-image-policy':
      return placesOfUnloadable(cluster);
    case 'invalid-insecure-registry':
      return [listedScope('insecureRegistries', problem.scope, cluster)];
    case 'invalid-blocked-registry':
      return [listedScope('blockedRegistries', problem.scope, cluster)];
    case 'invalid-allowed-registry':
      return [listedScope('allowedRegistries', problem.scope, cluster)];
    case 'wildcard-clash':
      return placesOfListed(problem.scope, cluster);
    default:
      return [];
  }
}

/** The fields that list the registries which make the file unloadable. */
function placesOfUnloadable(cluster: ClusterModel): readonly Related[] {
  return unloadableScopes(cluster).flatMap((scope) => [
    ...toRelated(cluster.mirrorSets.digest.get(scope)?.contributions ?? []),
    ...toRelated(cluster.mirrorSets.tag.get(scope)?.contributions ?? []),
    ...placesOfListed(scope, cluster),
  ]);
}
