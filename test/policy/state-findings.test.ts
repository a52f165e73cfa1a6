import { describe, expect, it } from '@jest/globals';
import { lint } from '../../src/engine/lint.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import { type ExampleCase, type ExampleObject, icsp, idms, image, itms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { stageExample } from '../../src/rules/stage-example.ts';

const never = 'NeverContactSource';

function imageConfig(registrySources: object) {
  return {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Image',
    metadata: { name: 'cluster' },
    spec: { registrySources },
  };
}

/**
 * The object of each finding and its related objects: `warn ImageDigestMirrorSet a: ImageDigestMirrorSet b,
 * Image cluster`.
 */
function reportedBy(rule: string, objects: readonly ExampleObject[], registrySources: object = {}) {
  const { findings } = lint([imageConfig(registrySources), ...objects.map(({ object }) => object)]);
  return findings
    .filter((finding) => finding.rule === rule)
    .map(
      ({ severity, kind, name, related = [] }) =>
        `${severity} ${kind} ${name}: ${related.map((other) => `${other.kind} ${other.name}`).join(', ')}`,
    );
}

function evaluateExampleWrite(example: ExampleCase) {
  const { subject, facts } = stageExample(example);
  return evaluateWrite(subject, { rules, enforcement: recommended, facts, host: 'admission' });
}

/** The severities of a rule's findings for a write. */
function severitiesOf(rule: string, example: ExampleCase): readonly string[] {
  return evaluateExampleWrite(example)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ severity }) => severity);
}

describe('lint of two objects with the same fault', () => {
  it('denies a listed registry inside the wildcard source of two objects', () => {
    const sets = [
      idms('a').mirror('*.lab.example.com', ['a.example.org/lab']),
      idms('b').mirror('*.lab.example.com', ['b.example.org/lab']),
    ];
    const lists = { insecureRegistries: ['registry.lab.example.com'] };
    expect(reportedBy('no-clash-inside-wildcard-source', sets, lists)).toEqual([
      'deny ImageDigestMirrorSet a: ImageDigestMirrorSet b, Image cluster',
    ]);
  });

  it('reports a blocked mirror of an ImageContentSourcePolicy and the ImageDigestMirrorSet that replaces it', () => {
    const sets = [icsp('a'), idms('a')].map((set) => set.mirror('quay.io/team', ['m.example.com/team']));
    const lists = { blockedRegistries: ['m.example.com'] };
    expect(reportedBy('no-blocked-mirror', sets, lists)).toEqual([
      'warn ImageDigestMirrorSet a: ImageContentSourcePolicy a, Image cluster',
    ]);
  });

  it('reports a source that allowedRegistries does not list', () => {
    const sets = [icsp('a'), idms('a')].map((set) => set.mirror('quay.io/team', ['m.example.com/team']));
    // The release requires signatures for quay.io/openshift-release-dev. Without this entry, the policy would
    // stop the MCO.
    const lists = { allowedRegistries: ['ghcr.io', 'quay.io/openshift-release-dev'] };
    expect(reportedBy('require-allowed-source', sets, lists)).toEqual([
      'warn ImageDigestMirrorSet a: ImageContentSourcePolicy a, Image cluster',
    ]);
  });

  it('reports a source without tag mirrors that both objects block', () => {
    const sets = [
      idms('a').mirror('quay.io/team', ['m.example.com/team'], never),
      idms('b').mirror('quay.io/team', ['n.example.com/team'], never),
    ];
    expect(reportedBy('require-mirrors-for-both-pulls', sets)).toEqual([
      'warn ImageDigestMirrorSet a: ImageDigestMirrorSet b',
    ]);
  });

  it('reports a payload of which both objects mirror the same half', () => {
    const release = 'quay.io/openshift-release-dev/ocp-release';
    const sets = [
      idms('a').mirror(release, ['m.example.com/release']),
      idms('b').mirror(release, ['n.example.com/release']),
    ];
    expect(reportedBy('require-mirrors-for-whole-payload', sets)).toEqual([
      'warn ImageDigestMirrorSet a: ImageDigestMirrorSet b',
    ]);
  });
});

describe('a write that corrects a stored fault that hides another', () => {
  it('is allowed, because the other fault is not new', () => {
    const cluster = [
      icsp('old').mirror('http://quay.io/y', ['m.io/y']),
      idms('b').mirror('quay.io/x', ['m.io/x'], never),
    ];
    const before = idms('a').mirror('quay.io/x', ['m.io/x']);
    const removal = { subject: before, before, operation: 'DELETE', cluster, version: '4.15.3' } as const;
    expect(evaluateExampleWrite(removal).verdict).toBe('allow');
    const subject = icsp('new').mirror('http://quay.io/z', ['m.io/z']);
    expect(severitiesOf('no-unloadable-registries-conf', { subject, version: '4.15.3' })).toEqual(['deny']);
  });
});

describe('a write into a state with a stored conflict', () => {
  const rule = 'no-conflicting-source-policy';
  const allow = (name: string) => idms(name).mirror('quay.io/x', ['m.io/x']);
  const block = (name: string) => idms(name).mirror('quay.io/x', ['m.io/x'], never);

  it('is allowed if it corrects the conflict', () => {
    const { verdict } = evaluateExampleWrite({
      subject: allow('a'),
      before: block('a'),
      cluster: [allow('b')],
    });
    expect(verdict).toBe('allow');
  });

  it('is allowed if it corrects one of two conflicts', () => {
    const cluster = [allow('b'), idms('c').mirror('quay.io/y', ['m.io/y'])];
    const both = (first: ExampleObject) => first.mirror('quay.io/y', ['m.io/y'], never);
    const subject = both(allow('a'));
    expect(evaluateExampleWrite({ subject, before: both(block('a')), cluster }).verdict).toBe('allow');
  });

  it('is allowed if it removes one of several objects that conflict', () => {
    const cluster = [block('b'), allow('c')];
    const removed = { subject: block('a'), before: block('a'), operation: 'DELETE', cluster } as const;
    expect(severitiesOf(rule, removed)).not.toContain('deny');
    expect(evaluateExampleWrite(removed).verdict).toBe('allow');
    const update = { subject: idms('a').mirror('quay.io/z', ['m.io/z']), before: block('a'), cluster };
    expect(evaluateExampleWrite(update).verdict).toBe('allow');
  });

  it('is allowed with a warning if it touches the source with the same objects', () => {
    const subject = idms('a').mirror('quay.io/x', ['m.io/x', 'n.io/x'], never);
    const touched = { subject, before: block('a'), cluster: [allow('b')] };
    expect(severitiesOf(rule, touched)).toEqual(['warn']);
    expect(evaluateExampleWrite(touched).verdict).toBe('allow');
  });

  it('is denied if one more object is involved', () => {
    expect(severitiesOf(rule, { subject: allow('c'), cluster: [block('a'), allow('b')] })).toEqual(['deny']);
  });

  it('is denied if another object replaces one that was involved', () => {
    const subject = block('c');
    const cluster = [allow('b'), block('a')];
    expect(severitiesOf(rule, { subject, before: idms('c'), cluster })).toEqual(['deny']);
  });
});

describe('a write into a state with a stored fault', () => {
  const blocking = (name: string, source: string) => itms(name).mirror(source, ['m.example.com/x'], never);
  const payload = 'no-unreachable-payload';
  const releaseImage = `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`;
  const cut = blocking('cut', 'quay.io');

  it('is allowed if it adds an object to a payload that nodes cannot pull', () => {
    const subject = blocking('more', 'quay.io');
    expect(severitiesOf(payload, { subject: cut, releaseImage })).toContain('deny');
    expect(severitiesOf(payload, { subject, cluster: [cut], releaseImage })).toEqual([]);
    expect(evaluateExampleWrite({ subject, cluster: [cut], releaseImage }).verdict).toBe('allow');
  });

  it('is allowed if it removes one of two blocks around the payload', () => {
    const narrow = blocking('narrow', 'quay.io/openshift-release-dev');
    const removal = { subject: narrow, before: narrow, operation: 'DELETE' as const };
    expect(severitiesOf(payload, { ...removal, cluster: [cut], releaseImage })).not.toContain('deny');
  });

  it('is denied if it adds another block around the payload, or rejects it in policy.json', () => {
    const subject = blocking('narrow', 'quay.io/openshift-release-dev');
    expect(severitiesOf(payload, { subject, cluster: [cut], releaseImage })).toEqual(['deny', 'deny']);
    const rejecting = image({ allowedRegistries: ['registry.redhat.io'] });
    const write = { subject: rejecting, before: image({}), cluster: [cut], releaseImage };
    expect(severitiesOf(payload, write)).toEqual(['deny', 'deny']);
  });

  it('is allowed if it removes the block in policy.json while registries.conf still blocks the payload', () => {
    const before = image({ allowedRegistries: ['registry.redhat.io'] });
    const write = { subject: image({}), before, cluster: [cut], releaseImage };
    expect(severitiesOf(payload, write)).not.toContain('deny');
  });

  it('is allowed if it removes the mirror that makes each pull of the blocked payload fail', () => {
    const source = 'quay.io/openshift-release-dev/ocp-release';
    const before = idms('a').mirror(source, ['m.example.com'], never);
    const write = { subject: idms('a'), before, cluster: [blocking('cut', source)], releaseImage };
    expect(severitiesOf(payload, write)).not.toContain('deny');
  });

  it('is denied if it adds another registry that makes the file unloadable, and allowed if it removes one', () => {
    const rule = 'no-unloadable-registries-conf';
    const bad = (name: string) => icsp(name).mirror(`http://quay.io/${name}`, ['m.io/x']);
    const world = { version: '4.15.3' };
    expect(severitiesOf(rule, { ...world, subject: bad('c'), cluster: [bad('b')] })).toEqual(['deny']);
    expect(severitiesOf(rule, { ...world, subject: bad('a'), cluster: [bad('b')] })).toEqual(['deny']);
    const removal = { before: bad('a'), operation: 'DELETE' as const, cluster: [bad('b')] };
    expect(severitiesOf(rule, { ...world, ...removal, subject: bad('a') })).not.toContain('deny');
    const harmless = icsp('d').mirror('quay.io/d', ['m.io/d']);
    expect(evaluateExampleWrite({ ...world, subject: harmless, cluster: [bad('b')] }).verdict).toBe('allow');
  });

  it('reports nothing about a stopped operator if it adds mirrors of the payload', () => {
    const imageConfig = { blockedRegistries: ['quay.io', 'quay.io/openshift-release-dev'] };
    const mirrors = (name: string) =>
      idms(name).mirror('quay.io/openshift-release-dev', [`${name}.io/release`]);
    const world = { imageConfig, releaseImage };
    const rule = 'no-clashing-payload-blocks';
    expect(severitiesOf(rule, { ...world, subject: mirrors('a') })).toEqual(['deny']);
    expect(severitiesOf(rule, { ...world, subject: mirrors('b'), cluster: [mirrors('a')] })).toEqual([]);
  });
});
