import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { staticRules } from '../../scripts/generate/static-rules.ts';
import type { Json } from '../../src/model/json.ts';
import type { SourcePolicy } from '../../src/model/mirror-set.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { type ExampleCase, idms, toFullExample } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { expectEventually } from './support/eventually.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

/** Violations that the API server denies: by the schema of the CRDs, or by the policy. */
const staticAndFormatRules = rules.filter(
  ({ id, meta }) =>
    staticRules.some((rule) => rule.id === id) || (meta.category === 'format' && meta.severity === 'deny'),
);

/** Whether the engine denies the object for such a violation. */
function isDeniedByWebhook(example: ExampleCase): boolean {
  const { subject, facts } = stageExample(example);
  return evaluate(staticAndFormatRules, {
    subjects: [subject],
    facts,
    host: 'admission',
    reports: 'change',
  }).some(
    (outcome) =>
      outcome.status === 'failed' &&
      outcome.violations.some(({ severity }) => (severity ?? outcome.rule.meta.severity) === 'deny'),
  );
}

const examples = rules
  // The API server validates names before admission.
  .filter(({ id }) => id !== 'require-valid-name')
  .flatMap(({ id, meta: { examples: all } }) => [
    ...all.valid.map((example, index) => ({ title: `${id}, valid ${index}`, example })),
    ...all.invalid.map((example, index) => ({ title: `${id}, invalid ${index}`, example })),
  ])
  // Not comparable: updates, Image cluster, an invalid apiVersion, and examples for other versions of OpenShift.
  .filter(({ example }) => {
    const { before, operation, version } = toFullExample(example);
    return before === undefined && operation !== 'DELETE' && version === undefined;
  })
  .filter(({ example }) => {
    const { object, kind } = toFullExample(example).subject;
    return (
      kind !== 'Image' &&
      object.kind === kind &&
      object.apiVersion ===
        (kind === 'ImageContentSourcePolicy' ? 'operator.openshift.io/v1alpha1' : 'config.openshift.io/v1')
    );
  });

describe('ValidatingAdmissionPolicy without the webhook', () => {
  beforeAll(async () => {
    await installStandard({ 'admissionPolicy.enabled': true });
    await kubectl(['delete', 'validatingwebhookconfiguration,mutatingwebhookconfiguration', release]);
    // A stored policy takes effect with a delay.
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
    // Two policies for each kind of mirror set, and one for the ServiceAccount of the pods.
    expect(items).toHaveLength(7);
    expect(items.flatMap(({ status }) => status?.typeChecking?.expressionWarnings ?? [])).toEqual([]);
  });

  it('reports the rule, the violation and the fix', async () => {
    const { stderr } = await create(idms('single').mirror('quay.io/team', ['mirror/team']));
    const fix = rules.find(({ id }) => id === 'no-single-label-mirror')?.meta.fix;
    expect(stderr).toContain(
      `no-single-label-mirror: the entry for "quay.io/team" has a mirror whose host has neither a dot nor a port. ${fix}`,
    );
  });

  it.each(examples)('decides as the webhook: $title', async ({ example }) => {
    const { status, stderr } = await create(example);
    expect({ isDenied: status !== 0, stderr: status === 0 ? '' : stderr }).toEqual({
      isDenied: isDeniedByWebhook(example),
      stderr: expect.anything(),
    });
  });

  describe('with a large object', () => {
    const tooLarge = 'the object is too large for this policy';
    const violating = { source: 'quay.io/bad', mirrors: ['mirror/bad'] };
    const entriesOf = (
      count: number,
      policyOf: (index: number) => SourcePolicy = () => 'AllowContactingSource',
    ) =>
      Array.from({ length: count }, (_, index) => ({
        source: `quay.io/team-${index}`,
        mirrors: [`mirror.example.com:8443/team-${index}`],
        mirrorSourcePolicy: policyOf(index),
      }));
    const withEntries = (...entries: readonly Json[]) =>
      idms('large').with({ spec: { imageDigestMirrors: entries } });
    const alternatingPolicy = (index: number) =>
      index % 2 === 0 ? 'NeverContactSource' : 'AllowContactingSource';

    it.each([
      ['400 entries', entriesOf(400)],
      ['2,000 entries', entriesOf(2000)],
      ['1,200 entries, half of them with NeverContactSource', entriesOf(1200, alternatingPolicy)],
    ])('evaluates %s completely', async (_, entries) => {
      const { status, stderr } = await create(withEntries(...entries, violating));
      expect(status).toBe(1);
      expect(stderr).toContain('no-single-label-mirror: the entry for "quay.io/bad"');
      expect(stderr).not.toContain(tooLarge);
    });

    it.each([
      ['3,500 entries', entriesOf(3500)],
      ['1,400 entries, half of them with NeverContactSource', entriesOf(1400, alternatingPolicy)],
    ])('warns about %s', async (_, entries) => {
      expect((await create(withEntries(...entries))).stderr).toContain(tooLarge);
    });

    it('compares updates up to 900 entries, and changes labels without a limit', async () => {
      const large = withEntries(...entriesOf(2000));
      await kubectlWith(large, ['create']);
      const labelled = await kubectl(['label', 'imagedigestmirrorset', 'large', 'team=a']);
      expect(labelled).toMatchObject({ status: 0, stderr: '' });
      const replaced = await kubectlWith(withEntries(...entriesOf(1999)), ['replace', '--dry-run=server']);
      expect(replaced.stderr).toContain(tooLarge);
      await kubectlWith(withEntries(...entriesOf(900)), ['replace']);
      const { status, stderr } = await kubectlWith(withEntries(...entriesOf(900), violating), ['replace']);
      expect(status).toBe(1);
      expect(stderr).not.toContain(tooLarge);
    });
  });

  it('exempts stored entries that an update does not change', async () => {
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
