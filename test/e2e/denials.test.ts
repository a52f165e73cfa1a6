import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { installStandard } from './support/standard-installation.ts';

const apply = ['apply'];

describe('the output of kubectl', () => {
  beforeAll(() => installStandard());
  afterEach(removeAllMirrorSets);

  it('has no warning for an object that only reloads CRI-O', async () => {
    expect(
      await kubectlWith(idms('good').mirror('quay.io/team', ['mirror.example.com/team']), apply),
    ).toEqual({
      status: 0,
      stdout: 'imagedigestmirrorset.config.openshift.io/good created\n',
      stderr: '',
    });
  });

  it('contains field, rule, violation and fix for a wildcard mirror', async () => {
    const { status, stderr } = await kubectlWith(
      idms('wild').mirror('quay.io/team', ['*.example.com']),
      apply,
    );
    expect(status).toBe(1);
    expect(stderr).toBe(
      'The ImageDigestMirrorSet "wild" is invalid: spec.imageDigestMirrors[0].mirrors[0]: no-wildcard-mirror: mirror "*.example.com" is a wildcard, but a mirror must be a single location; write it in full. See https://mirrorguard.github.io/mirrorguard/rules/no-wildcard-mirror.html\n',
    );
  });

  it('lists all violations, one bullet each, in the order of the rules', async () => {
    const twoFaults = idms('two').mirror('quay.io/team', ['mirror.example.com/team:v1', '*.example.com']);
    const { stderr } = await kubectlWith(twoFaults, apply);
    expect(stderr).toBe(
      [
        'The ImageDigestMirrorSet "two" is invalid: ',
        '* spec.imageDigestMirrors[0].mirrors[0]: no-tag-or-digest: mirror "mirror.example.com/team:v1" must name a repository or registry, but ":v1" is a tag; write "mirror.example.com/team". See https://mirrorguard.github.io/mirrorguard/rules/no-tag-or-digest.html',
        '* spec.imageDigestMirrors[0].mirrors[1]: no-wildcard-mirror: mirror "*.example.com" is a wildcard, but a mirror must be a single location; write it in full. See https://mirrorguard.github.io/mirrorguard/rules/no-wildcard-mirror.html',
        '',
      ].join('\n'),
    );
  });

  it('reports a mirrorSourcePolicy that has no effect', async () => {
    const { stderr } = await kubectlWith(
      idms('no-mirrors').mirror('quay.io/team', undefined, 'NeverContactSource'),
      apply,
    );
    expect(stderr).toContain(
      'NeverContactSource does not block "quay.io/team" because the entry has no mirrors; add a mirror',
    );
    expect(stderr).toContain('spec.imageDigestMirrors[0].mirrorSourcePolicy: no-policy-without-mirrors: ');
  });

  it('reports a malformed object without the regular expression of the CRD', async () => {
    for (const example of [idms('malformed'), itms('malformed'), icsp('malformed')]) {
      const { status, stderr } = await kubectlWith(
        example.mirror('quay.io/UPPER', ['mirror.example.com/team']),
        apply,
      );
      expect(status).toBe(1);
      expect(stderr).toContain('no-uppercase-path: ');
      expect(stderr).not.toContain('should match');
    }
  });

  it('contains the path of a field with the wrong type', async () => {
    const broken = idms('shape').entry({ source: 'quay.io/team', mirrors: 'mirror.example.com/team' });
    const { stderr } = await kubectlWith(broken, ['apply', '--validate=false']);
    expect(stderr).toContain(
      'spec.imageDigestMirrors[0].mirrors: require-valid-structure: mirrors must be a list of strings, but is the string "mirror.example.com/team"',
    );
  });

  it('contains a warning for an object that is stored', async () => {
    const { status, stderr, stdout } = await kubectlWith(
      itms('warned').mirror('quay.io/team/app', ['mirror.example.com']),
      apply,
    );
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'imagetagmirrorset.config.openshift.io/warned created\n',
    });
    const [first, second, ...others] = stderr.trimEnd().split('\n');
    expect(first).toMatch(/^Warning: this change drains every node.*\(rollout-drain\)$/);
    expect(second).toMatch(/^Warning: .*"mirror\.example\.com" has no path.*\(no-bare-host-mirror\)$/);
    expect(others).toEqual([]);
  });

  it('contains a warning as an error with --warnings-as-errors', async () => {
    const warned = itms('warned').mirror('quay.io/team/app', ['mirror.example.com']);
    const { status, stderr } = await kubectlWith(warned, ['apply', '--warnings-as-errors']);
    expect(status).toBe(1);
    expect(stderr).toContain('2 warnings received');
    // The object is stored, because the API server allowed it.
    expect((await kubectl(['get', resources.ImageTagMirrorSet, 'warned'])).status).toBe(0);
  });
});
