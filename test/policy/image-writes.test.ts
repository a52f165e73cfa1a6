import { describe, expect, it } from '@jest/globals';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { toMirrorSet } from '../../src/model/mirror-set.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { formatFieldPath } from '../../src/model/text/field-path.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import { type ExampleObject, idms, image } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { toImageSubject } from '../../src/webhook/subject.ts';

type Lists = Parameters<typeof image>[0];

const releaseImage = `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`;
const ghcr = idms('ghcr').mirror('ghcr.io/team', ['mirror.example.com/team']);
const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource');

/** The findings of an update of Image `cluster`, as `severity rule path`. */
function findingsOf(
  before: Lists,
  after: Lists | 'deleted',
  cluster: readonly ExampleObject[] = [team],
  known: Lists = before,
) {
  const subject = toImageSubject({
    operation: after === 'deleted' ? 'DELETE' : 'UPDATE',
    oldObject: image(before).object,
    object: after === 'deleted' ? undefined : image(after).object,
  });
  const { findings } = evaluateWrite(subject, {
    rules,
    enforcement: recommended,
    host: 'admission',
    facts: {
      known: {
        imageConfig: known,
        clusterVersion: { version: newestVersion, releaseImage },
        imagePolicies: [],
      },
      missing: {},
      cluster: new ClusterIndex(cluster.map(({ kind, name, object }) => toMirrorSet(kind, name, object))),
    },
  });
  return findings
    .filter(({ severity, isUnchecked }) => severity !== 'audit' && isUnchecked !== true)
    .map(({ severity, rule, path, object }) => {
      expect(object).toEqual({ kind: 'Image', name: 'cluster' });
      return `${severity} ${rule} ${path}`.trimEnd();
    });
}

const path = (...steps: (string | number)[]) => formatFieldPath(['spec', 'registrySources', ...steps]);

describe('a write of Image cluster', () => {
  it('is denied at the scope that clashes with a wildcard source of a mirror set', () => {
    const all = idms('all').mirror('*.example.com', ['mirror.example.org/all']);
    expect(findingsOf({}, { insecureRegistries: ['a.io', 'lab.example.com'] }, [all])).toEqual([
      `deny no-clash-inside-wildcard-source ${path('insecureRegistries', 1)}`,
    ]);
  });

  it('is denied at the scope that makes registries.conf unloadable', () => {
    const after = { insecureRegistries: ['a.io', 'quay.io/team/'] };
    expect(findingsOf({}, after).filter((finding) => finding.startsWith('deny'))).toEqual([
      `deny no-unloadable-registries-conf ${path('insecureRegistries', 1)}`,
    ]);
  });

  it('is denied if it blocks every mirror of a source that is never contacted', () => {
    const blockedRegistries = ['mirror.example.com'];
    expect(findingsOf({}, { blockedRegistries }, [team])).toEqual([
      `deny no-blocked-mirror ${path('blockedRegistries', 0)}`,
      'warn rollout-drain',
    ]);
    const contactable = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
    expect(findingsOf({}, { blockedRegistries }, [contactable])).toEqual([
      'warn rollout-drain',
      `warn no-blocked-mirror ${path('blockedRegistries', 0)}`,
    ]);
  });

  it('is allowed with warnings about a source that nodes then reject and about the drain', () => {
    expect(findingsOf({}, { allowedRegistries: ['quay.io/openshift-release-dev'] })).toEqual([
      `warn require-allowed-source ${path('allowedRegistries')}`,
    ]);
    expect(findingsOf({}, { blockedRegistries: ['ghcr.io'] }, [ghcr])).toEqual([
      `warn no-source-in-blocked-registry ${path('blockedRegistries', 0)}`,
      'warn rollout-drain',
    ]);
  });

  it('is denied if allowedRegistries do not list the release', () => {
    expect(findingsOf({}, { allowedRegistries: ['registry.redhat.io'] })).toEqual([
      `deny no-unreachable-payload ${path('allowedRegistries')}`,
      `deny no-unreachable-payload ${path('allowedRegistries')}`,
      `warn require-allowed-source ${path('allowedRegistries')}`,
    ]);
  });

  it('is denied at the scope that makes nodes reject the components of the release', () => {
    const release = idms('r').mirror('quay.io/openshift-release-dev', ['m.example.com/r']);
    expect(findingsOf({}, { blockedRegistries: ['a.io', 'quay.io'] }, [release])).toEqual([
      `deny no-unreachable-payload ${path('blockedRegistries', 1)}`,
      `warn no-source-in-blocked-registry ${path('blockedRegistries', 1)}`,
      'warn rollout-drain',
    ]);
  });

  it('is denied if nodes would accept only the release image', () => {
    const release = idms('r').mirror('quay.io/openshift-release-dev/ocp-release', ['m.example.com/r']);
    const blockedRegistries = ['quay.io/openshift-release-dev/ocp-release'];
    expect(findingsOf({}, { blockedRegistries }, [release])).toEqual(
      expect.arrayContaining([`deny no-payload-only-policy ${path('blockedRegistries', 0)}`]),
    );
  });

  it('is never denied for a fault that it corrects or does not change', () => {
    const broken = {
      insecureRegistries: ['docker.*', 'https://a.io'],
      blockedRegistries: ['mirror.example.com'],
    };
    expect(findingsOf(broken, { ...broken, blockedRegistries: [] }).join()).not.toContain('deny');
    expect(findingsOf(broken, {}).join()).not.toContain('deny');
    expect(findingsOf({}, {})).toEqual([]);
  });

  it('is compared with the object that it replaces, even if the watched state is older or newer', () => {
    const blocked = { blockedRegistries: ['mirror.example.com'] };
    const expected = [`deny no-blocked-mirror ${path('blockedRegistries', 0)}`, 'warn rollout-drain'];
    expect(findingsOf({}, blocked, [team], blocked)).toEqual(expected);
    expect(findingsOf({}, blocked, [team], { insecureRegistries: ['a.io'] })).toEqual(expected);
    expect(findingsOf(blocked, blocked, [team], {})).toEqual([]);
  });

  it('is evaluated when it deletes the object, as if the lists were empty', () => {
    expect(findingsOf({ blockedRegistries: ['docker.io'] }, 'deleted')).toEqual([
      'warn no-image-config-deletion',
      'warn rollout-drain',
    ]);
  });
});
