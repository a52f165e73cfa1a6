import { expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-program.ts';
import { render } from './render.ts';

const onOpenShift = ['config.openshift.io/v1/Network'];

describeWithHelm('the network policy', () => {
  it.each([
    ['auto', onOpenShift, true],
    ['auto', [], false],
    [true, [], true],
    [false, onOpenShift, false],
  ] as const)('with enabled %j on a cluster with %j is rendered: %j', (enabled, apiVersions, isRendered) => {
    const objects = render({ values: { 'networkPolicy.enabled': enabled }, apiVersions });
    expect(objects.some(({ kind }) => kind === 'NetworkPolicy')).toBe(isRendered);
  });

  it('is enabled on OpenShift by default', () => {
    const policies = render({ apiVersions: onOpenShift }).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.map(({ metadata: { name } }) => name)).toEqual(['mirrorguard', 'mirrorguard-egress']);
  });
});
