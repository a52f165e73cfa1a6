import { expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-program.ts';
import { errorOf, render } from './render.ts';

const served = ['admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy'];

/** The names of the objects that restrict changes of the webhook configurations. */
function policiesOf(mode: string, restrictPatch: string, apiVersions: readonly string[]): readonly string[] {
  const values = { 'certificates.mode': mode, 'certificates.self.restrictPatch': restrictPatch };
  return render({ values, apiVersions })
    .filter(({ kind }) => kind.startsWith('ValidatingAdmissionPolicy'))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const policy = [
  'ValidatingAdmissionPolicy mirrorguard-ca-bundle',
  'ValidatingAdmissionPolicyBinding mirrorguard-ca-bundle',
];

/** Tests with a real API server are in test/e2e/permissions.test.ts. */
describeWithHelm('certificates.self.restrictPatch', () => {
  it.each([
    ['self', 'auto', served, policy],
    ['self', 'auto', [], []],
    ['self', 'always', served, policy],
    ['self', 'always', [], policy],
    ['self', 'never', served, []],
    ['openshift', 'always', served, []],
    ['cert-manager', 'auto', served, []],
    ['files', 'auto', served, []],
  ])('in mode %s with %s on a cluster with %j renders %j', (mode, restrictPatch, apiVersions, expected) => {
    expect(policiesOf(mode, restrictPatch, apiVersions)).toEqual(expected);
  });

  it('applies to the ServiceAccount of the pods, and denies', () => {
    const [rendered, binding] = render({ apiVersions: served }).filter(({ kind }) =>
      kind.startsWith('ValidatingAdmissionPolicy'),
    );
    expect(rendered?.spec).toMatchObject({
      failurePolicy: 'Fail',
      matchConditions: [
        {
          name: 'by-the-pods',
          expression: 'request.userInfo.username == "system:serviceaccount:mirrorguard:mirrorguard"',
        },
      ],
    });
    expect(binding?.spec).toEqual({ policyName: 'mirrorguard-ca-bundle', validationActions: ['Deny'] });
  });

  it('has no other values', () => {
    expect(errorOf({ 'certificates.self.restrictPatch': 'sometimes' })).toContain('restrictPatch');
  });
});
