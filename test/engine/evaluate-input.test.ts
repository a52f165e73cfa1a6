import { describe, expect, it } from '@jest/globals';
import { lint } from '../../src/engine/lint.ts';
import { icsp, idms, image, itms } from '../../src/rules/example.ts';

const denialsOf = (findings: ReturnType<typeof lint>['findings']) =>
  findings
    .filter(({ severity }) => severity === 'deny')
    .map(({ rule, kind, name, path }) => `${rule} ${kind} ${name} ${path}`);
const never = 'NeverContactSource';

describe('lint of Image cluster', () => {
  const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team'], never);
  const blocking = image({ blockedRegistries: ['docker.io', 'mirror.example.com'] });

  it('reports a state finding at the mirror set if both are in the input', () => {
    expect(denialsOf(lint([blocking.object, team.object]).findings)).toEqual([
      'no-blocked-mirror ImageDigestMirrorSet team spec.imageDigestMirrors[0].source',
    ]);
  });

  it('reports what the Image introduces into the stored state at its list entry', () => {
    const at = 'no-blocked-mirror Image cluster spec.registrySources.blockedRegistries[1]';
    expect(denialsOf(lint([blocking.object], { stored: [team.object] }).findings)).toEqual([at]);
    expect(denialsOf(lint([blocking.object], { stored: [team.object, image({}).object] }).findings)).toEqual([
      at,
    ]);
    expect(denialsOf(lint([blocking.object], { stored: [team.object, blocking.object] }).findings)).toEqual(
      [],
    );
  });

  it('reports faults of the Image itself', () => {
    const { findings } = lint([image({ blockedRegistries: [], allowedRegistries: [] }).object]);
    expect(denialsOf(findings)).toEqual([
      'require-valid-registry-lists Image cluster spec.registrySources.blockedRegistries',
    ]);
    expect(findings[0]?.object).toEqual(image({ blockedRegistries: [], allowedRegistries: [] }).object);
  });

  it('denies lists that the API server would reject or drop, unless the stored object has them', () => {
    const faulty = { ...blocking.object, spec: { registrySources: { blockedRegistries: 'docker.io' } } };
    expect(denialsOf(lint([faulty]).findings)).toEqual([
      'require-valid-structure Image cluster spec.registrySources.blockedRegistries',
    ]);
    expect(denialsOf(lint([faulty], { stored: [faulty] }).findings)).toEqual([]);
  });

  it('does not evaluate an Image of another name or group', () => {
    const lists = image({ blockedRegistries: [], allowedRegistries: [] }).object;
    expect(lint([{ ...lists, metadata: { name: 'other' } }]).findings).toEqual([]);
    expect(lint([{ ...lists, apiVersion: 'image.openshift.io/v1' }]).findings).toEqual([]);
  });
});

describe('lint of several objects', () => {
  const platform = idms('platform').mirror('quay.io/team', ['m.example.com/team'], never);
  const tags = itms('tags').mirror('quay.io/team', ['m.example.com/team']);

  it('reports two contradicting entries once, at the first one', () => {
    expect(denialsOf(lint([platform.object, tags.object]).findings)).toEqual([
      'no-conflicting-source-policy ImageDigestMirrorSet platform spec.imageDigestMirrors[0].mirrorSourcePolicy',
    ]);
  });

  it('reports each contradiction', () => {
    const more = icsp('old').mirror('quay.io/other', ['m.example.com/o']);
    const other = idms('other').mirror('quay.io/other', ['m.example.com/o'], never);
    expect(denialsOf(lint([platform.object, tags.object, more.object, other.object]).findings)).toHaveLength(
      2,
    );
  });

  it('reports only the sizes of an object and of its registries.conf that are too large', () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({
      source: `quay.io/team-${index}`,
      mirrors: ['m.io/x'],
    }));
    const huge = { ...idms('huge').object, spec: { imageDigestMirrors: entries } };
    expect(denialsOf(lint([huge]).findings)).toEqual([
      'no-oversized-registries-conf ImageDigestMirrorSet huge ',
      'require-valid-structure ImageDigestMirrorSet huge spec.imageDigestMirrors',
    ]);
  });

  it('evaluates the resulting state, in any order of the objects', () => {
    const before = [
      idms('a').mirror('quay.io/x', ['m.io/x']).object,
      itms('b').mirror('quay.io/x', ['m.io/x']).object,
    ];
    const after = [
      idms('a').mirror('quay.io/x', ['m.io/x'], never).object,
      itms('b').mirror('quay.io/x', ['m.io/x'], never).object,
    ];
    expect(denialsOf(lint(after, { stored: before }).findings)).toEqual([]);
    expect(denialsOf(lint(after.toReversed(), { stored: before }).findings)).toEqual([]);
    expect(denialsOf(lint(after.slice(1), { stored: before }).findings)).toHaveLength(1);
  });

  it('reports nothing that is stored already', () => {
    const stored = idms('a').mirror('mirror/x', ['https://m.io']).object;
    const written = idms('a')
      .mirror('mirror/x', ['https://m.io'])
      .mirror('quay.io/y', ['m.example.com/y']).object;
    expect(denialsOf(lint([written]).findings).length).toBeGreaterThan(0);
    expect(denialsOf(lint([written], { stored: [stored] }).findings)).toEqual([]);
  });

  it('reports no stop because of a placeholder if no-placeholder is off, but reports other stops', () => {
    const template = idms('a').mirror('quay.io/x', [`\${REGISTRY}/x`]);
    const levels = { 'no-placeholder': 'off', 'no-trailing-slash': 'off' } as const;
    expect(denialsOf(lint([template.object]).findings)).toEqual([
      'no-placeholder ImageDigestMirrorSet a spec.imageDigestMirrors[0].mirrors[0]',
    ]);
    expect(denialsOf(lint([template.object], { levels }).findings)).toEqual([]);
    const other = template.mirror('quay.io/y/', ['m.io/y']);
    expect(denialsOf(lint([other.object], { levels }).findings)).toEqual([
      'no-stopped-operator ImageDigestMirrorSet a spec.imageDigestMirrors[1].source',
    ]);
  });

  it('reads a List', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [platform.object, tags.object] };
    expect(denialsOf(lint([list]).findings)).toHaveLength(1);
  });

  it('lists unknown facts, unless there is nothing to evaluate', () => {
    expect(lint([platform.object]).unknownFacts.map(({ fact }) => fact)).toContain('imageConfig');
    expect(lint([], { stored: [] })).toEqual({ findings: [], unknownFacts: [] });
  });
});

describe('lint of a fault that two objects cause', () => {
  const image1 = image({ insecureRegistries: ['reg.corp.example.com'] }).object;
  const blocking = image({ blockedRegistries: ['m.example.com'] }).object;
  const allowing = image({ allowedRegistries: ['m.example.com'] }).object;
  const two = (source: string, mirror: string, policy?: 'NeverContactSource') =>
    ['a', 'b'].map((name) => idms(name).mirror(source, [mirror], policy).object);

  it.each([
    [
      'a wildcard source with a listed registry inside',
      [image1, ...two('*.corp.example.com', 'm.example.com/all')],
      'deny no-clash-inside-wildcard-source: "reg.corp.example.com" of insecureRegistries is inside the ' +
        'wildcard source "*.corp.example.com", also of ImageDigestMirrorSet b; the Machine Config Operator ' +
        'would stop applying mirror changes: "mirrorsAdjustedForNestedScope for a wildcard scope". Add an ' +
        'entry for "reg.corp.example.com"',
    ],
    [
      'a blocked mirror',
      [blocking, ...two('quay.io/x', 'm.example.com/x')],
      'warn no-blocked-mirror: "m.example.com/x" is in the blocked "m.example.com"; nodes skip this mirror ' +
        'and pull "quay.io/x" from the source by digest. Move the mirror out of the blocked registry',
    ],
    [
      'a source that is not allowed',
      [allowing, ...two('quay.io/x', 'm.example.com/x')],
      'warn require-allowed-source: pulls of "quay.io/x" are rejected: allowedRegistries does not list it; ' +
        'error: "is rejected by policy"; a mirror in the list does not help. Add the source',
    ],
    [
      'a source without tag mirrors',
      two('quay.io/x', 'm.example.com/x', 'NeverContactSource'),
      'warn require-mirrors-for-both-pulls: pulls of "quay.io/x" by tag would fail; NeverContactSource of ' +
        'this entry and ImageDigestMirrorSet b blocks the source, and no mirror serves pulls by tag; error: ' +
        '"registry is blocked". Add the source to an ImageTagMirrorSet',
    ],
    [
      'a payload without mirrors of its components',
      two('quay.io/openshift-release-dev/ocp-release', 'm.example.com/release'),
      'warn require-mirrors-for-whole-payload: "quay.io/openshift-release-dev/ocp-release" has mirrors, but ' +
        '"quay.io/openshift-release-dev/ocp-v4.0-art-dev" has none; a disconnected cluster cannot pull the ' +
        'components of the release. Add an entry for "quay.io/openshift-release-dev/ocp-v4.0-art-dev"',
    ],
  ])('reports %s once, at the first object', (_, objects, expected) => {
    const [, rule = ''] = expected.split(/[ :]/);
    expect(
      lint(objects)
        .findings.filter((finding) => finding.rule === rule)
        .map(({ severity, name, message }) => `${severity} ${rule}: ${message} (${name})`),
    ).toEqual([`${expected} (a)`]);
  });
});
