import { formatObjectRef, type ObjectRef } from '../../model/mirror-set.ts';
import type { StoppingProblem } from '../../model/stopping-problems.ts';
import type { ChangeContext } from '../change-context.ts';
import { toRelated } from '../context/across-objects.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A fault that was stored before is reported with every change until it is corrected (DOMAIN 2.4). */
export default defineChangeRule({
  id: 'rollout-blocked',
  meta: {
    category: 'across-objects',
    domain: ['X-BROKEN-ALREADY'],
    summary: 'Warn if a stored fault keeps this change from the nodes',
    why:
      'The Machine Config Operator applies all mirror sets or none. While one of them has a fault, ' +
      'later changes are stored and have no effect, new nodes get the old configuration, and the ' +
      'next upgrade stops. No condition or event reports it.',
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
          `applying mirror changes because of ${placeOf(first)}: ${first.message}${more}. Correct that ` +
          'object',
        related: toRelated(remaining.flatMap((problem) => ('entry' in problem ? [problem] : []))),
      };
    } else if (before.loadError !== undefined && after.loadError !== undefined) {
      yield {
        path: [],
        message:
          'registries.conf cannot be loaded already; nodes do not come back after a reboot: ' +
          `${after.loadError}. Correct the registry that the error names`,
      };
    }
  },
});

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

function placeOf(problem: StoppingProblem): string {
  if (problem.kind === 'mixed-kinds') return formatObjectRef(problem.objects[0]);
  return 'entry' in problem ? formatObjectRef(problem.object) : 'image.config.openshift.io/cluster';
}
