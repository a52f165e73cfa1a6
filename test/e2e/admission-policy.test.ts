import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { staticRules } from '../../scripts/generate/static-rules.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { type ExampleCase, idms, toFullExample } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { expectEventually } from './support/eventually.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

/** What the API server refuses by itself: by the definitions' schema, or by the policy. */
const judgedByApiServer = rules.filter(
  ({ id, meta }) =>
    staticRules.some((rule) => rule.id === id) || (meta.category === 'format' && meta.severity === 'deny'),
);

/** Whether our engine refuses the object for one of those reasons. */
function isRefusedByUs(example: ExampleCase): boolean {
  const { subject, facts } = stageExample(example);
  return evaluate(judgedByApiServer, subject, facts, 'admission').some(
    (outcome) =>
      outcome.status === 'failed' &&
      outcome.violations.some(({ severity }) => (severity ?? outcome.rule.meta.severity) === 'deny'),
  );
}

const examples = rules
  // Names are judged before anything of ours is asked.
  .filter(({ id }) => id !== 'require-valid-name')
  .flatMap(({ id, meta: { examples: all } }) => [
    ...all.valid.map((example, index) => ({ title: `${id}, valid ${index}`, example })),
    ...all.invalid.map((example, index) => ({ title: `${id}, invalid ${index}`, example })),
  ])
  // An update is judged by what it changes, an apiVersion before anything else, and an older version of OpenShift otherwise.
  .filter(({ example }) => {
    const { before, operation, version } = toFullExample(example);
    return before === undefined && operation !== 'DELETE' && version === undefined;
  })
  .filter(({ example }) => {
    const { object, kind } = toFullExample(example).subject;
    return (
      object.kind === kind &&
      object.apiVersion ===
        (kind === 'ImageContentSourcePolicy' ? 'operator.openshift.io/v1alpha1' : 'config.openshift.io/v1')
    );
  });

describe('the ValidatingAdmissionPolicy, alone', () => {
  beforeAll(async () => {
    await installStandard({ 'admissionPolicy.enabled': true });
    await kubectl(['delete', 'validatingwebhookconfiguration,mutatingwebhookconfiguration', release]);
    // A policy takes effect some time after it is stored: asked until the answer is its own.
    await expectEventually(async () =>
      (await create(idms('probe').mirror('quay.io/team', ['mirror/team']))).stderr.includes(release),
    );
  });
  afterAll(async () => {
    await removeAllMirrorSets();
    await installStandard();
  });

  const create = (object: ExampleCase) =>
    kubectlWith(toFullExample(object).subject, ['create', '--dry-run=server', '--validate=false']);

  it('has expressions that the API server can compile', async () => {
    const { items } = await getObject<{
      items: readonly { status?: { typeChecking?: { expressionWarnings?: unknown[] } } }[];
    }>('validatingadmissionpolicy', '--selector', `app.kubernetes.io/instance=${release}`);
    expect(items).toHaveLength(3);
    expect(items.flatMap(({ status }) => status?.typeChecking?.expressionWarnings ?? [])).toEqual([]);
  });

  it('says which rule is broken and what to do', async () => {
    const { stderr } = await create(idms('single').mirror('quay.io/team', ['mirror/team']));
    expect(stderr).toContain(
      'no-single-label-mirror: The host of a mirror has a dot or a port. Write the full DNS name of the mirror registry, or its port.',
    );
  });

  it.each(examples)('agrees with our rules: $title', async ({ example }) => {
    const { status, stderr } = await create(example);
    expect({ isRefused: status !== 0, stderr: status === 0 ? '' : stderr }).toEqual({
      isRefused: isRefusedByUs(example),
      stderr: expect.anything(),
    });
  });

  it('leaves alone what is stored already and is not changed', async () => {
    const binding = ['delete', 'validatingadmissionpolicybinding', `${release}-imagedigestmirrorsets`];
    const stored = idms('old').mirror('quay.io/team', ['mirror/team']);
    const { stdout } = await kubectl([
      'get',
      'validatingadmissionpolicybinding',
      `${release}-imagedigestmirrorsets`,
      '--output=yaml',
    ]);
    await kubectl(binding);
    await expectEventually(
      async () => (await kubectlWith(stored, ['create', '--validate=false'])).status === 0,
    );
    await kubectlWith(stdout, ['create']);
    await expectEventually(
      async () => (await create(idms('probe').mirror('quay.io/team', ['mirror/team']))).status !== 0,
    );
    expect(
      (await kubectlWith(stored.mirror('quay.io/more', ['mirror.example.com/more']), ['replace'])).status,
    ).toBe(0);
    expect((await kubectlWith(stored.mirror('quay.io/more', ['mirror/more']), ['replace'])).status).toBe(1);
  });
});
