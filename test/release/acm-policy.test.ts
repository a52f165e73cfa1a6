import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { writeAcmPolicy } from '../../scripts/acm-policy.ts';
import { describeWithHelm } from '../charts/describe-with-program.ts';
import { type Rendered, render } from '../charts/render.ts';

const chart = join(import.meta.dirname, '..', '..', 'charts', 'mirrorguard');

interface ConfigurationPolicy {
  readonly objectDefinition: {
    readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
    readonly spec: {
      readonly remediationAction: string;
      readonly 'object-templates': readonly { readonly objectDefinition: Rendered }[];
    };
  };
  readonly extraDependencies?: readonly { readonly name: string; readonly compliance: string }[];
}

interface Policy extends Rendered {
  readonly spec: { readonly 'policy-templates': readonly ConfigurationPolicy[] };
}

const identity = ({ kind, metadata }: Rendered) => `${kind}/${metadata.name}`;
const objectsOf = (policy: ConfigurationPolicy | undefined) =>
  policy?.objectDefinition.spec['object-templates'].map(({ objectDefinition }) => objectDefinition) ?? [];

describeWithHelm('the ACM Policy', () => {
  const documents = parseAllDocuments(writeAcmPolicy(chart)).map((document) => document.toJS() as Rendered);
  const [everything, available, webhooks] = (documents[0] as Policy).spec['policy-templates'];

  it('is bound to a placement', () => {
    expect(documents.map(({ kind }) => kind)).toEqual(['Policy', 'Placement', 'PlacementBinding']);
  });

  it('contains every object of the chart except the hooks, and the namespace', () => {
    const rendered = render().filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined);
    const contained = [...objectsOf(everything), ...objectsOf(webhooks)];
    expect(contained.map(identity).sort()).toEqual(
      ['Namespace/mirrorguard', ...rendered.map(identity)].sort(),
    );
    expect(contained.find(({ kind }) => kind === 'Deployment')).toEqual(
      rendered.find(({ kind }) => kind === 'Deployment'),
    );
  });

  it('creates the webhooks when the Deployment is available', () => {
    expect(
      objectsOf(webhooks)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']);
    expect(available?.objectDefinition.spec.remediationAction).toBe('inform');
    expect(objectsOf(available)).toEqual([
      expect.objectContaining({
        kind: 'Deployment',
        status: { conditions: [{ type: 'Available', status: 'True' }] },
      }),
    ]);
    expect(webhooks?.extraDependencies).toEqual([
      expect.objectContaining({ name: available?.objectDefinition.metadata.name, compliance: 'Compliant' }),
    ]);
  });

  it('does not evaluate the braces of alerts as templates of ACM', () => {
    const options = [
      '--set',
      'monitoring.serviceMonitor.enabled=true,monitoring.prometheusRule.enabled=true',
    ];
    const text = writeAcmPolicy(chart, options);
    expect(text).toContain('{{');
    for (const policy of [everything, available, webhooks])
      expect(policy?.objectDefinition.metadata.annotations).toEqual({
        'policy.open-cluster-management.io/disable-templates': 'true',
      });
  });

  it('is written by the script', () => {
    const script = join(import.meta.dirname, '..', '..', 'scripts', 'acm-policy.ts');
    const text = execFileSync(process.execPath, ['--no-warnings', script, chart], { encoding: 'utf8' });
    expect(text).toBe(writeAcmPolicy(chart));
  });
});
