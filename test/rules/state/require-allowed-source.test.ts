import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-allowed-source.ts';
import { check, checkState } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

describe('require-allowed-source', () => {
  const source = idms('a').mirror('quay.io/team', ['m.example.com/team']);

  it('reports a source that allowedRegistries does not list, although it lists the mirror', () => {
    expect(check(rule, source, { imageConfig: { allowedRegistries: ['m.example.com'] } })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'pulls of "quay.io/team" are rejected: allowedRegistries does not list it; error: "is rejected by policy"; ' +
        'a mirror in the list does not help. Add the source',
    });
  });

  it('reports stored sources that nodes reject once the operator no longer ignores the list', () => {
    const broken = icsp('release').mirror('quay.io', ['mirror/release']);
    const before = { subject: broken, before: broken, operation: 'DELETE' as const, version: '4.15.1' };
    const imageConfig = { blockedRegistries: ['quay.io'], allowedRegistries: ['quay.io'] };
    const cluster = [idms('a').mirror('ghcr.io/team', ['m.example.com/team'])];
    const write = { ...before, imageConfig, cluster, releaseImage: someRelease };
    expect(check(rule, write).map(({ about }) => about)).toEqual(['ghcr.io/team']);
  });

  it('reports the source of a drop-in with mirrors', () => {
    const world = { imageConfig: { allowedRegistries: ['quay.io'] } };
    const facts = dropIn(registryTable('ghcr.io/team', ['m.example.com/team']));
    expect(checkState(rule, { ...world, facts })).toReport({
      path: 'spec.registrySources.allowedRegistries',
      message: /^pulls of "ghcr\.io\/team" in pool worker are rejected: allowedRegistries does not list it;/,
    });
    expect(checkState(rule, { ...world, facts: dropIn(registryTable('ghcr.io/team')) })).toReportNothing();
  });

  it('reports nothing in pools whose files remove the mirrors of the source', () => {
    const world = { imageConfig: { allowedRegistries: ['m.example.com'] } };
    const table = registryTable('quay.io/team');
    expect(check(rule, source, { ...world, facts: dropIn(table) })).toReport({
      message: /^pulls of "quay\.io\/team" in pool master are rejected:/,
    });
    expect(check(rule, source, { ...world, facts: dropIn(table, ['master', 'worker']) })).toReportNothing();
  });

  it('accepts the source, a broader scope, and a wildcard for its host with any port', () => {
    for (const scope of ['quay.io', 'quay.io/team', '*.io']) {
      expect(check(rule, source, { imageConfig: { allowedRegistries: [scope] } })).toReportNothing();
    }
    const port = idms('a').mirror('lab.example.com:5000', ['m.example.org/lab']);
    expect(check(rule, port, { imageConfig: { allowedRegistries: ['*.example.com'] } })).toReportNothing();
    expect(check(rule, port, { imageConfig: { allowedRegistries: ['lab.example.com'] } })).toReport({});
  });

  it('names the allowed part of the source', () => {
    expect(check(rule, source, { imageConfig: { allowedRegistries: ['quay.io/team/app'] } })).toReport({
      message:
        'pulls of "quay.io/team" are rejected except below "quay.io/team/app": allowedRegistries does not list it; ' +
        'error: "is rejected by policy"; a mirror in the list does not help. Add the source',
    });
  });

  it('reports nothing without a list, and for a stored state', () => {
    expect(check(rule, source)).toReportNothing();
    expect(check(rule, source, { imageConfig: { allowedRegistries: [] } })).toReportNothing();
    const more = idms('a').mirror('quay.io/team', ['m.example.com/team', 'n.example.com/team']);
    expect(
      check(rule, more, { imageConfig: { allowedRegistries: ['ghcr.io'] }, before: source }),
    ).toReportNothing();
  });

  it('reports nothing if MachineConfigs replace policy.json in every pool', () => {
    const accept = JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] });
    const files = { '/etc/containers/policy.json': accept };
    expect(
      check(rule, source, {
        imageConfig: { allowedRegistries: ['m.example.com'] },
        facts: { ...poolFiles(files) },
      }),
    ).toReportNothing();
    expect(
      check(rule, source, {
        imageConfig: { allowedRegistries: ['m.example.com'] },
        facts: { ...poolFiles(files, ['worker']) },
      }),
    ).toHaveLength(1);
  });

  it('reports a policy.json of a MachineConfig that does not accept the source', () => {
    const files = { '/etc/containers/policy.json': JSON.stringify({ default: [{ type: 'reject' }] }) };
    expect(check(rule, source, { facts: poolFiles(files, ['worker']) })).toReport({
      message:
        'pulls of "quay.io/team" in pool worker are rejected: the policy.json of MachineConfig 99-worker-zz ' +
        'does not accept it; error: "is rejected by policy". Add the source to that file',
    });
  });

  it('reports nothing if another object adds mirrors of a rejected source', () => {
    const more = idms('b').mirror('quay.io/team', ['n.example.com/team']);
    const imageConfig = { allowedRegistries: ['ghcr.io'] };
    expect(check(rule, more, { imageConfig, cluster: [source] })).toReportNothing();
  });
});
