import { expect, it } from '@jest/globals';
import { describeWithHelm3And4, helm3 } from './describe-with-program.ts';
import { type Rendered, render } from './render.ts';

const byName = (objects: readonly Rendered[]) =>
  objects.toSorted((a, b) => `${a.kind} ${a.metadata.name}`.localeCompare(`${b.kind} ${b.metadata.name}`));

describeWithHelm3And4('Helm 3', () => {
  it.each([
    {},
    {
      'certificates.mode': 'openshift',
      'networkPolicy.enabled': true,
      'admissionPolicy.enabled': true,
      'monitoring.serviceMonitor.enabled': true,
      'monitoring.prometheusRule.enabled': true,
      'monitoring.dashboard.enabled': true,
      placement: 'control-plane',
    },
    {
      'certificates.mode': 'cert-manager',
      'audit.file.enabled': true,
      'audit.collector.url': 'https://collector.example.com:8443/mirrorguard',
      policy: { preset: 'strict' },
    },
    { 'certificates.mode': 'files' },
  ])('renders the same objects as Helm 4 with %j', (values) => {
    const objects = byName(render({ values, program: helm3 }));
    expect(objects.length).toBeGreaterThan(10);
    expect(objects).toEqual(byName(render({ values })));
  });
});
