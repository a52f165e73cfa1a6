import { expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-program.ts';
import { renderText } from './render.ts';

/** Removes differences between versions of Helm: empty lines, and the order of unknown kinds. */
function normalize(text: string): string {
  const documents = text.split(/^---\n/m).map((document) => document.trimEnd());
  return documents
    .filter((document) => document !== '')
    .toSorted()
    .join('\n---\n');
}

/** Snapshots for reviewers of the chart. Update them with `npm test -- test/charts -u`, and read the diff. */
describeWithHelm('the rendered chart', () => {
  it.each([
    ['by default', {}],
    [
      'on OpenShift',
      {
        'certificates.mode': 'openshift',
        'networkPolicy.enabled': true,
        'monitoring.serviceMonitor.enabled': true,
      },
    ],
    ['with cert-manager', { 'certificates.mode': 'cert-manager' }],
    [
      'with files, a policy and one replica',
      {
        'certificates.mode': 'files',
        'certificates.files.secretName': 'tls',
        policy: { preset: 'strict' },
        replicaCount: 1,
      },
    ],
  ])('matches its snapshot %s', (_title, values) => {
    expect(normalize(renderText({ values }))).toMatchSnapshot();
  });
});
