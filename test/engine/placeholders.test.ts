import { describe, expect, it } from '@jest/globals';
import { lint } from '../../src/engine/lint.ts';

const set = (...mirrors: string[]) => ({
  apiVersion: 'config.openshift.io/v1',
  kind: 'ImageDigestMirrorSet',
  metadata: { name: 'team' },
  spec: { imageDigestMirrors: [{ source: 'quay.io/team', mirrors }] },
});

describe('lint', () => {
  it('evaluates a Template with its default values, and not the values without one', () => {
    const template = {
      apiVersion: 'template.openshift.io/v1',
      kind: 'Template',
      parameters: [{ name: 'HOST', value: 'm.example.com' }, { name: 'SITE' }],
      objects: [set(`\${HOST}/Team`, `\${SITE}/team`, `\${OTHER}/team`)],
    };
    const { findings } = lint([template]);
    expect(
      findings
        .filter(({ severity }) => severity === 'deny')
        .map(({ rule, path, object }) => [rule, path, object]),
    ).toEqual([
      ['no-placeholder', 'spec.imageDigestMirrors[0].mirrors[2]', template.objects[0]],
      ['no-uppercase-path', 'spec.imageDigestMirrors[0].mirrors[0]', template.objects[0]],
    ]);
  });

  it('denies a placeholder in an object that is applied as written', () => {
    const { findings } = lint([set(`\${SITE}/team`)]);
    expect(findings.map(({ rule }) => rule)).toContain('no-placeholder');
  });
});
