import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-source-in-blocked-registry.ts';
import { check } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';
import { poolFiles } from '../../support/machine-config.ts';

describe('no-source-in-blocked-registry', () => {
  const imageConfig = { blockedRegistries: ['quay.io'] };

  it('reports each source in a blocked registry', () => {
    const subject = idms('a')
      .mirror('ghcr.io/x', ['m.example.com/x'])
      .mirror('quay.io/a', ['m.example.com/a'])
      .mirror('quay.io', ['m.example.com/q']);
    expect(check(rule, subject, { imageConfig })).toReport(
      {
        path: 'spec.imageDigestMirrors[1].source',
        message:
          'pulls of "quay.io/a" are rejected in spite of its mirrors: blockedRegistries lists "quay.io"; error: "is rejected by policy". Set NeverContactSource instead of the block',
      },
      {
        path: 'spec.imageDigestMirrors[2].source',
        message:
          'pulls of "quay.io" are rejected in spite of its mirrors: blockedRegistries lists "quay.io"; error: "is rejected by policy". Set NeverContactSource instead of the block',
      },
    );
  });

  it('suggests no source policy for 4.12, which has none', () => {
    const subject = icsp('a').mirror('quay.io/a', ['m.example.com/a']);
    expect(check(rule, subject, { imageConfig, version: '4.12.45' })).toReport({
      message: /"is rejected by policy"\. Remove the block$/,
    });
  });

  it('matches as policy.json does: a host does not cover its ports, a wildcard does', () => {
    const subject = idms('a').mirror('lab.example.com:5000/a', ['m.example.org/a']);
    expect(
      check(rule, subject, { imageConfig: { blockedRegistries: ['lab.example.com'] } }),
    ).toReportNothing();
    expect(check(rule, subject, { imageConfig: { blockedRegistries: ['*.example.com'] } })).toReport({});
  });

  it('ignores sources that contain the block, and entries without mirrors', () => {
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), {
        imageConfig: { blockedRegistries: ['quay.io/bad'] },
      }),
    ).toReportNothing();
    expect(check(rule, idms('a').mirror('quay.io/a'), { imageConfig })).toReportNothing();
  });

  it('accepts the release image, as the operator does', () => {
    const release = idms('a').mirror('quay.io/openshift-release-dev/ocp-release', ['m.example.com/release']);
    expect(check(rule, release, { imageConfig, releaseImage: someRelease })).toReportNothing();
  });

  it('reports nothing for a further mirror', () => {
    const before = idms('a').mirror('quay.io/a', ['m.example.com/a']);
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['m.example.com/a', 'n.example.com/a']), {
        imageConfig,
        before,
      }),
    ).toReportNothing();
  });

  it('reports nothing if MachineConfigs replace policy.json in every pool', () => {
    const accept = JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] });
    const files = { '/etc/containers/policy.json': accept };
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['m.example.com/a']), {
        imageConfig,
        facts: { ...poolFiles(files) },
      }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['m.example.com/a']), {
        imageConfig,
        facts: { ...poolFiles(files, ['worker']) },
      }),
    ).toHaveLength(1);
  });

  it('reports a policy.json of a MachineConfig that rejects the source', () => {
    const policy = {
      default: [{ type: 'insecureAcceptAnything' }],
      transports: { docker: { 'ghcr.io': [{ type: 'reject' }] } },
    };
    const facts = poolFiles({ '/etc/containers/policy.json': JSON.stringify(policy) }, ['worker']);
    expect(check(rule, idms('a').mirror('ghcr.io/a', ['m.example.com/a']), { facts })).toReport({
      message:
        'pulls of "ghcr.io/a" in pool worker are rejected in spite of its mirrors: the policy.json of ' +
        'MachineConfig 99-worker-zz rejects "ghcr.io"; error: "is rejected by policy". Accept the source in ' +
        'that file',
    });
  });

  it('reports nothing if another object adds mirrors of a rejected source', () => {
    const cluster = [idms('a').mirror('quay.io/a', ['m.example.com/a'])];
    const more = idms('b').mirror('quay.io/a', ['n.example.com/a']);
    expect(check(rule, more, { imageConfig, cluster })).toReportNothing();
  });
});
