import type { StoppingProblem } from '../../model/foresee.ts';
import { formatObjectRef, type ObjectRef } from '../../model/mirror-set.ts';
import { toRelated } from '../context/across-objects.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** What was broken before is told with every change until it is mended, and is never the fault of the change (DOMAIN 2.4). */
export default defineRule({
  id: 'rollout-blocked',
  requires: ['mirrorSets'],
  uses: ['nodes'],
  meta: {
    category: 'across-objects',
    domain: ['X-BROKEN-ALREADY'],
    summary: 'What stops the Machine Config Operator is mended before anything else is changed.',
    why: 'The operator applies all mirror sets or none. While one of them is wrong nothing says so: every later change is stored and has no effect, new nodes get the old configuration, and the next upgrade gets stuck.',
    fix: 'Mend or delete the object that is named. All changes made in the meantime take effect with that.',
    severity: 'warn',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
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

  *check({ subject, facts }) {
    const { before, after } = facts.nodes ?? facts.mirrorSets;
    if (before.problems.length === 0) return;
    const stopsBefore = new Set(before.problems.map(identityOf));
    const { isTouched } = facts.mirrorSets;
    const remaining = after.problems.filter(
      (problem) => stopsBefore.has(identityOf(problem)) && !isToldElsewhere(problem, subject, isTouched),
    );
    const [first] = remaining;
    if (first === undefined) return;
    const more = remaining.length === 1 ? '' : `, and ${remaining.length - 1} more`;
    yield {
      path: [],
      message: `this has no effect on nodes yet: the operator has stopped applying mirror changes already${placeOf(first)}. It says: ${first.message}${more}`,
      related: toRelated(remaining.flatMap((problem) => ('entry' in problem ? [problem] : []))),
    };
  },
});

function identityOf(problem: StoppingProblem): string {
  return `${problem.kind} ${'entry' in problem ? formatObjectRef(problem.object) : ''} ${problem.message}`;
}

/** Rules about one object look at each of its entries, rules across objects at those that are being written. */
function isToldElsewhere(
  problem: StoppingProblem,
  subject: ObjectRef,
  isTouched: ReadonlySet<string>,
): boolean {
  if (!('entry' in problem)) return false;
  const isSubject = ({ kind, name }: ObjectRef) => kind === subject.kind && name === subject.name;
  if (!('other' in problem)) return isSubject(problem.object);
  const isBetweenOthers = !isSubject(problem.object) && !isSubject(problem.other.object);
  const isInSubject = isSubject(problem.object) && isSubject(problem.other.object);
  return isInSubject || (!isBetweenOthers && isTouched.has(problem.entry.source));
}

function placeOf(problem: StoppingProblem): string {
  if ('entry' in problem) return `, because of ${formatObjectRef(problem.object)}`;
  return ', because of image.config.openshift.io/cluster';
}
