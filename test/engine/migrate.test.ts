import { describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/engine/migrate.ts';
import { icsp, idms } from '../../src/rules/example.ts';

const old = icsp('old').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team']);

describe('migrate', () => {
  it('copies the old object without the fields that the API server added', () => {
    const metadata = {
      name: 'old',
      uid: 'u',
      managedFields: [],
      labels: { a: 'b' },
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    };
    expect(migrate([{ ...old.object, metadata, status: {} }]).migrated).toMatchObject([
      {
        from: 'old',
        to: 'old',
        manifest: {
          apiVersion: 'config.openshift.io/v1',
          kind: 'ImageDigestMirrorSet',
          metadata: { name: 'old', labels: { a: 'b' } },
          spec: {
            imageDigestMirrors: [
              { source: 'quay.io/team', mirrors: ['a.example.com/team', 'b.example.com/team'] },
            ],
          },
        },
        notes: [],
      },
    ]);
  });

  it('reports that nothing changes on the nodes, also if other mirror sets list the source', () => {
    const beside = idms('beside').mirror('quay.io/team', ['c.example.com/team']);
    expect(migrate([old.object, beside.object]).isProven).toBe(true);
  });

  it('reports changed files even if no node disruption action applies them', () => {
    const policy = {
      apiVersion: 'operator.openshift.io/v1',
      kind: 'MachineConfiguration',
      metadata: { name: 'cluster' },
      spec: {
        nodeDisruptionPolicy: {
          files: [{ path: '/etc/containers/registries.conf', actions: [{ type: 'None' }] }],
        },
      },
    };
    const twice = icsp('old').mirror('quay.io/team', [
      'b.example.com/team',
      'b.example.com/team',
      'a.example.com/team',
    ]);
    const { steps, isProven } = migrate([twice.object, policy]);
    expect([steps.create.rollout.verdict, steps.delete.rollout.verdict]).toEqual(['none', 'none']);
    expect(isProven).toBe(false);
  });

  it('gives each object its own name', () => {
    const { migrated } = migrate([old.object, idms('old').object, idms('old-from-icsp').object]);
    expect(migrated.map(({ to }) => to)).toEqual(['old-from-icsp-2']);
  });

  it('reports what the API server would reject, with the paths of the old object', () => {
    const { migrated, notMigrated } = migrate([
      icsp('bad').mirror('quay.io/x', ['m.io/x:tag']).object,
      icsp('').object,
    ]);
    expect(migrated).toEqual([]);
    expect(notMigrated.map(({ faults }) => faults[0]?.path)).toEqual([
      ['spec', 'repositoryDigestMirrors', 0, 'mirrors', 0],
      ['metadata', 'name'],
    ]);
  });

  it('migrates nothing if the release has no ImageDigestMirrorSets', () => {
    expect(migrate([old.object], { openshiftVersion: { major: 4, minor: 12 } }).notMigrated).toMatchObject([
      { faults: [{ message: expect.stringMatching(/4\.12 has no ImageDigestMirrorSet;/) }] },
    ]);
  });

  it('rejects a name that is a path', () => {
    expect(migrate([icsp('../../etc/x').mirror('quay.io/x', ['m.example.com/x']).object]).migrated).toEqual(
      [],
    );
  });

  it('reports that a duplicate mirror changed the order', () => {
    const twice = icsp('twice').mirror('quay.io/x', ['reg-b.io/x', 'reg-b.io/x', 'reg-a.io/x']);
    const { isProven, steps, migrated } = migrate([twice.object]);
    expect(isProven).toBe(false);
    expect(migrated[0]?.notes).toHaveLength(1);
    expect(steps.delete.rollout.verdict).toBe('drain');
  });
});
