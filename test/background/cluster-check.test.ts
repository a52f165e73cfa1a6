import { describe, expect, it } from '@jest/globals';
import { type ClusterCheck, checkCluster } from '../../src/background/cluster-check.ts';
import type { GivenPolicy } from '../../src/policy/policy.ts';
import { type ExampleObject, icsp, idms, itms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { enforcementOf, StoredCluster } from './stored-cluster.ts';

function check(cluster: StoredCluster, policy?: GivenPolicy): ClusterCheck {
  const steps = checkCluster({ rules, enforcement: enforcementOf(policy), cluster, nowMs: () => 5000 });
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    if (step.value === undefined) throw new Error('the mirror sets are unknown');
    return step.value;
  }
}
const rulesOf = ({ results }: ClusterCheck, severity: string) =>
  results.filter(({ finding }) => finding.severity === severity).map(({ finding }) => finding.rule);

const team = idms('team').mirror('quay.io/team', ['a.example.com/team']);
const never = idms('digests').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource');
const tags = itms('tags').mirror('quay.io/team', ['a.example.com/team']);
const announcing = (object: ExampleObject, value: string) =>
  object.with({
    metadata: { name: object.name, annotations: { 'mirrorguard.io/policy-change': value } },
  });

describe('checkCluster', () => {
  it('counts the objects and entries of a good state', () => {
    const cluster = new StoredCluster([
      team.mirror('quay.io/other', ['a.example.com/other']),
      itms('tags').mirror('quay.io/tags', ['a.example.com/tags']),
    ]);
    expect(check(cluster)).toMatchObject({
      checkedAtMs: 5000,
      isBlocked: false,
      isLoadable: true,
      mirrorSets: { ImageDigestMirrorSet: 1, ImageTagMirrorSet: 1, ImageContentSourcePolicy: 0 },
      entries: 3,
      openPolicyChanges: 0,
      findings: { deny: 0 },
      errored: 0,
    });
  });

  it('states the size of registries.conf exactly', () => {
    const cluster = new StoredCluster([team]);
    const text = cluster.facts.cluster?.model({
      imageConfig: {},
      version: { major: 4, minor: 18 },
    }).registriesConf;
    expect(check(cluster).fileBytes).toBe(Buffer.byteLength(text ?? ''));
  });

  it('finds a stored conflict that stops the Machine Config Operator, at one of the objects', () => {
    const found = check(new StoredCluster([never, tags]));
    expect(found).toMatchObject({ isBlocked: true, fileBytes: undefined, findings: { deny: 1 } });
    expect(found.results[0]).toMatchObject({
      status: 'fail',
      finding: {
        rule: 'no-conflicting-source-policy',
        object: { kind: 'ImageDigestMirrorSet', name: 'digests' },
        path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
        related: [
          { kind: 'ImageTagMirrorSet', name: 'tags', path: ['spec', 'imageTagMirrors', 0, 'source'] },
        ],
        message: expect.stringContaining('but this entry has NeverContactSource'),
      },
    });
  });

  it('has a finding for each stop that an object rule reports', () => {
    const found = check(new StoredCluster([icsp('wrong').mirror('quay.io/team', ['a.example.com/:x'])]));
    expect(found.isBlocked).toBe(true);
    expect(rulesOf(found, 'deny')).toContain('require-valid-location');
  });

  it('finds a registries.conf that CRI-O cannot load', () => {
    const cluster = new StoredCluster([team], { imageConfig: { blockedRegistries: ['quay.io/team/'] } });
    const found = check(cluster);
    expect(found).toMatchObject({ isBlocked: false, isLoadable: false });
    expect(rulesOf(found, 'deny')).toContain('no-unloadable-registries-conf');
  });

  it('reports a fault of image.config alone at Image cluster', () => {
    const found = check(
      new StoredCluster([], {
        imageConfig: { allowedRegistries: ['quay.io'], blockedRegistries: ['docker.io'] },
      }),
    );
    expect(found.isBlocked).toBe(true);
    expect(found.results[0]?.finding.object).toEqual({ kind: 'Image', name: 'cluster' });
  });

  it('reports a finding about the cluster at the mirror set that causes it', () => {
    const cluster = new StoredCluster([team], { clusterVersion: { version: { major: 4, minor: 20 } } });
    expect(check(cluster).results.map(({ finding }) => finding)).toMatchObject([
      {
        rule: 'require-signature-acknowledgement',
        object: { kind: 'ImageDigestMirrorSet', name: 'team' },
        path: '',
        related: [{ kind: 'ClusterVersion', name: 'version' }],
      },
    ]);
  });

  it('finds an ImagePolicy of a namespace that stops the operator', () => {
    const imagePolicies = [{ name: 'signed', namespace: 'team', scopes: ['docker.io/team'] }];
    const found = check(
      new StoredCluster([team], { imageConfig: { blockedRegistries: ['docker.io'] }, imagePolicies }),
    );
    expect(found.isBlocked).toBe(true);
    expect(found.results[0]?.finding).toMatchObject({
      rule: 'no-stopped-operator',
      object: { kind: 'Image', name: 'cluster' },
      related: [{ kind: 'ImagePolicy', name: 'team/signed', path: ['spec', 'scopes', 0] }],
    });
  });

  it('does not predict a Machine Config Operator in a hosted cluster', () => {
    const platform = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };
    expect(check(new StoredCluster([never, tags], { platform })).isBlocked).toBe(false);
  });

  it('counts sources of an announced policy change that is not complete', () => {
    const cluster = new StoredCluster([tags]);
    cluster.put(announcing(never, 'ImageTagMirrorSet/tags'));
    expect(check(cluster)).toMatchObject({ isBlocked: true, openPolicyChanges: 1 });
    cluster.put(itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'));
    const complete = check(cluster);
    expect(complete).toMatchObject({ isBlocked: false, openPolicyChanges: 0 });
    expect(rulesOf(complete, 'audit')).toContain('no-leftover-policy-change');
  });

  it('does not count a conflict that the annotation does not name', () => {
    const cluster = new StoredCluster([tags]);
    cluster.put(announcing(never, 'ImageTagMirrorSet/others'));
    expect(check(cluster)).toMatchObject({ isBlocked: true, openPolicyChanges: 0 });
  });

  it('applies levels, and exemptions that name an object, but not those of users', () => {
    const cluster = new StoredCluster([never, tags]);
    cluster.put(never, { labels: { team: 'platform' } });
    expect(check(cluster, { rules: { 'no-conflicting-source-policy': 'warn' } }).findings.deny).toBe(0);
    const exemption = { name: 'known', reason: 'known', rules: ['no-conflicting-source-policy'] };
    for (const scope of [{ names: ['digests'] }, { labels: { team: 'platform' } }, {}])
      expect(check(cluster, { exemptions: [{ ...exemption, ...scope }] }).findings.deny).toBe(0);
    for (const scope of [{ names: ['tags'] }, { users: ['alice'] }, { labels: { team: 'other' } }])
      expect(check(cluster, { exemptions: [{ ...exemption, ...scope }] }).findings.deny).toBe(1);
  });

  it('reports what would be denied with the advisory preset too', () => {
    expect(check(new StoredCluster([never, tags]), { preset: 'advisory' }).findings.deny).toBe(1);
  });

  it('counts rules whose facts are unknown apart from findings', () => {
    const cluster = new StoredCluster([team]);
    cluster.facts = { ...cluster.facts, known: {}, missing: { imageConfig: 'is not known' } };
    const found = check(cluster);
    expect(found.notEvaluated).toBeGreaterThan(0);
    expect(found.results.filter(({ status }) => status === 'skip')).toHaveLength(found.notEvaluated);
  });

  it('skips a rule that reports nothing without a fact, if the webhook could not read the fact', () => {
    const skipped = (missing: StoredCluster['facts']['missing']) => {
      const cluster = new StoredCluster([team]);
      cluster.facts = { ...cluster.facts, missing };
      return check(cluster).results.flatMap(({ status, finding }) =>
        status === 'skip' ? [`${finding.rule}: ${finding.message}`] : [],
      );
    };
    expect(skipped({})).toEqual([]);
    expect(skipped({ windowsNodes: 'could not be read yet (nodes: forbidden)' })).toEqual([
      'no-different-pulls-on-windows: could not be checked: windowsNodes could not be read yet (nodes: forbidden)',
    ]);
  });

  it('returns nothing if the mirror sets are unknown', () => {
    const cluster = new StoredCluster([]);
    cluster.facts = { known: {}, missing: { mirrorSets: 'could not be read yet' } };
    const steps = checkCluster({ rules, enforcement: enforcementOf(), cluster, nowMs: () => 0 });
    expect(steps.next()).toEqual({ done: true, value: undefined });
  });

  it('counts all findings of 10,000 entries, retains 500, and yields to requests', () => {
    const cluster = new StoredCluster([]);
    for (let set = 0; set < 100; set++) {
      const entries = Array.from({ length: 50 }, (_, entry) => ({
        source: `quay.io/org${set}/repo${entry}`,
        mirrors: ['a.example.com/x'],
      }));
      cluster.put(idms(`d${set}`).with({ spec: { imageDigestMirrors: entries } }));
      const never = entries.map((entry) => ({ ...entry, mirrorSourcePolicy: 'NeverContactSource' }));
      cluster.put(itms(`t${set}`).with({ spec: { imageTagMirrors: never } }));
    }
    const steps = checkCluster({ rules, enforcement: enforcementOf(), cluster, nowMs: () => 0 });
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses += 1;
    expect(step.value).toMatchObject({ entries: 10_000, findings: { deny: 5_000 } });
    expect(step.value?.results).toHaveLength(500);
    expect(new Set(step.value?.results.map(({ status }) => status))).toEqual(new Set(['fail']));
    // The check pauses after each rule, and after each 500 findings.
    expect(pauses).toBeGreaterThan(60);
  });

  it('has the same result for any order of the objects', () => {
    const objects = [never, tags, icsp('old').mirror('quay.io/old', ['a.example.com/old']), team];
    expect(check(new StoredCluster(objects.toReversed()))).toEqual(check(new StoredCluster(objects)));
  });
});
