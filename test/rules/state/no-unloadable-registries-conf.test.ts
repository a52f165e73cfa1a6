import { describe, expect, it } from '@jest/globals';
import { readMachineConfigs } from '../../../src/kubernetes/machine-configs/read-machine-configs.ts';
import { evaluate } from '../../../src/policy/evaluate.ts';
import { icsp, idms, image } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';
import rule from '../../../src/rules/state/no-unloadable-registries-conf.ts';
import { check } from '../../support/check.ts';
import { machineConfig, poolFiles } from '../../support/machine-config.ts';

describe('no-unloadable-registries-conf', () => {
  const withScheme = icsp('old').mirror('http://quay.io/team', ['m.example.com/team']);

  it('denies a source that CRI-O cannot parse, and quotes the error', () => {
    expect(check(rule, withScheme, { version: '4.15.3' })).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
      message:
        'CRI-O could not load registries.conf; nodes would not come back after a reboot: ' +
        "invalid location 'http://quay.io/team': URI schemes are not supported. " +
        'Correct the registry that the error names',
    });
  });

  it('reports nothing for releases on which the operator stops at such a source', () => {
    expect(check(rule, withScheme, { version: '4.16.0' })).toReportNothing();
  });

  /** An image policy that the MCO rejects for as long as the list lacks its scope. */
  const stoppedByPolicy = {
    imageConfig: { allowedRegistries: ['quay.io'] },
    facts: { imagePolicies: [{ name: 'signed', scopes: ['ghcr.io/team'] }] },
  };

  it('denies such a source if the operator has stopped already, because a correction would write the file', () => {
    expect(check(rule, withScheme, { version: '4.15.3', ...stoppedByPolicy })).toReport({});
    const stored = { cluster: [withScheme], version: '4.15.3', ...stoppedByPolicy };
    expect(check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x']), stored)).toReportNothing();
  });

  it('denies the first mirror set if image.config blocks a registry that CRI-O cannot parse', () => {
    const subject = idms('a').mirror('quay.io/team', ['m.example.com/team']);
    expect(check(rule, subject, { imageConfig: { insecureRegistries: ['quay.io/team/'] } })).toReport({});
  });

  it('reports nothing for a stored error, and when the source is removed', () => {
    const subject = idms('a').mirror('ghcr.io/x', ['m.example.com/x']);
    expect(check(rule, subject, { cluster: [withScheme], version: '4.15.3' })).toReportNothing();
    expect(
      check(rule, withScheme, { before: withScheme, operation: 'DELETE', version: '4.15.3' }),
    ).toReportNothing();
  });

  describe('with containerRuntimeSearchRegistries', () => {
    const file = '/etc/containers/registries.conf.d/01-image-searchRegistries.conf';
    const withFault = { containerRuntimeSearchRegistries: ['quay.io', 'docker.io/library', 'https://a.io'] };

    it('denies each element that is not a host with an optional port, and quotes the error', () => {
      const consequence = 'of containerRuntimeSearchRegistries; nodes would not come back after a reboot';
      expect(check(rule, image(withFault), { before: image({}) })).toReport(
        {
          path: 'spec.registrySources.containerRuntimeSearchRegistries[1]',
          message:
            `CRI-O could not load "docker.io/library" ${consequence}: ${file}: Invalid ` +
            'unqualified-search-registries entry "docker.io/library". Write a host with an optional port',
        },
        {
          path: 'spec.registrySources.containerRuntimeSearchRegistries[2]',
          message:
            `CRI-O could not load "https://a.io" ${consequence}: ${file}: invalid location ` +
            "'https://a.io': URI schemes are not supported. Write a host with an optional port",
        },
      );
    });

    it('allows hosts, ports and a trailing slash', () => {
      const lists = { containerRuntimeSearchRegistries: ['quay.io', 'localhost', 'r.io:5000', 'docker.io/'] };
      expect(check(rule, image(lists))).toReportNothing();
    });

    it('reports nothing for a mirror set if the list is stored already', () => {
      const subject = idms('a').mirror('quay.io/team', ['m.example.com/team']);
      expect(check(rule, subject, { imageConfig: withFault })).toReportNothing();
    });

    it('denies it also if MachineConfigs replace registries.conf in every pool', () => {
      const files = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
      expect(check(rule, image(withFault), { facts: poolFiles(files) })).toHaveLength(2);
    });
  });

  it('names the MachineConfig whose drop-in cannot be loaded, and the pool', () => {
    const path = '/etc/containers/registries.conf.d/50-edge.conf';
    const drop = machineConfig('99-worker-edge', 'worker', { [path]: '[[registry]]\nlocation = 1' });
    const { subject, facts } = stageExample({
      subject: idms('a').mirror('s.io', ['m.io/s']),
      facts: { machineConfigFiles: readMachineConfigs([drop]) ?? [] },
    });
    expect(evaluate([rule], { subjects: [subject], facts, host: 'cli', reports: 'state' })).toMatchObject([
      {
        violations: [
          {
            message:
              'MachineConfig 99-worker-edge writes a file that CRI-O in pool worker could not load; nodes ' +
              `would not come back after a reboot: ${path}: location must be a string. Correct or remove the file`,
            related: [{ kind: 'MachineConfig', name: '99-worker-edge' }],
          },
        ],
      },
    ]);
  });

  it('reports nothing if MachineConfigs replace the file in every pool', () => {
    const files = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
    const world = { imageConfig: { insecureRegistries: ['quay.io/team/'] } };
    const subject = idms('a').mirror('quay.io/team', ['m.example.com/team']);
    expect(check(rule, subject, { ...world, facts: poolFiles(files) })).toReportNothing();
    expect(check(rule, subject, { ...world, facts: poolFiles(files, ['worker']) })).toHaveLength(1);
  });
});
