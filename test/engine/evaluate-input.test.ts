import { describe, expect, it } from '@jest/globals';
import { lint } from '../../src/engine/lint.ts';
import { icsp, idms, image, itms } from '../../src/rules/example.ts';

const told = (findings: ReturnType<typeof lint>['findings']) =>
  findings
    .filter(({ severity }) => severity === 'deny')
    .map(({ rule, kind, name, path }) => `${rule} ${kind} ${name} ${path}`);
const never = 'NeverContactSource';

describe('an input with Image cluster', () => {
  const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team'], never);
  const blocking = image({ blockedRegistries: ['docker.io', 'mirror.example.com'] });

  it('reports a state finding at the mirror set if both are in the input', () => {
    expect(told(lint([blocking.object, team.object]).findings)).toEqual([
      'no-blocked-mirror ImageDigestMirrorSet team spec.imageDigestMirrors[0].source',
    ]);
  });

  it('reports what the Image introduces into the stored state at its list entry', () => {
    const at = 'no-blocked-mirror Image cluster spec.registrySources.blockedRegistries[1]';
    expect(told(lint([blocking.object], { stored: [team.object] }).findings)).toEqual([at]);
    expect(told(lint([blocking.object], { stored: [team.object, image({}).object] }).findings)).toEqual([at]);
    expect(told(lint([blocking.object], { stored: [team.object, blocking.object] }).findings)).toEqual([]);
  });

  it('reports what is wrong with the Image alone', () => {
    const { findings } = lint([image({ blockedRegistries: [], allowedRegistries: [] }).object]);
    expect(told(findings)).toEqual([
      'require-valid-registry-lists Image cluster spec.registrySources.blockedRegistries',
    ]);
    expect(findings[0]?.object).toEqual(image({ blockedRegistries: [], allowedRegistries: [] }).object);
  });

  it('does not evaluate an Image of another name or group', () => {
    const lists = image({ blockedRegistries: [], allowedRegistries: [] }).object;
    expect(lint([{ ...lists, metadata: { name: 'other' } }]).findings).toEqual([]);
    expect(lint([{ ...lists, apiVersion: 'image.openshift.io/v1' }]).findings).toEqual([]);
  });
});

describe('an input of several objects', () => {
  const platform = idms('platform').mirror('quay.io/team', ['m.example.com/team'], never);
  const tags = itms('tags').mirror('quay.io/team', ['m.example.com/team']);

  it('is told once of two entries that contradict each other, where the first stands', () => {
    expect(told(lint([platform.object, tags.object]).findings)).toEqual([
      'no-conflicting-source-policy ImageDigestMirrorSet platform spec.imageDigestMirrors[0].mirrorSourcePolicy',
    ]);
  });

  it('is told of each entry that contradicts something else', () => {
    const more = icsp('old').mirror('quay.io/other', ['m.example.com/o']);
    const other = idms('other').mirror('quay.io/other', ['m.example.com/o'], never);
    expect(told(lint([platform.object, tags.object, more.object, other.object]).findings)).toHaveLength(2);
  });

  it('is told nothing of an object that is too large but that', () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({
      source: `quay.io/team-${index}`,
      mirrors: ['m.io/x'],
    }));
    const huge = { ...idms('huge').object, spec: { imageDigestMirrors: entries } };
    expect(told(lint([huge]).findings)).toEqual([
      'require-valid-structure ImageDigestMirrorSet huge spec.imageDigestMirrors',
    ]);
  });

  it('is judged by what it comes to, whatever the order of its objects', () => {
    const before = [
      idms('a').mirror('quay.io/x', ['m.io/x']).object,
      itms('b').mirror('quay.io/x', ['m.io/x']).object,
    ];
    const after = [
      idms('a').mirror('quay.io/x', ['m.io/x'], never).object,
      itms('b').mirror('quay.io/x', ['m.io/x'], never).object,
    ];
    expect(told(lint(after, { stored: before }).findings)).toEqual([]);
    expect(told(lint(after.toReversed(), { stored: before }).findings)).toEqual([]);
    expect(told(lint(after.slice(1), { stored: before }).findings)).toHaveLength(1);
  });

  it('does not blame an update for what is stored already', () => {
    const stored = idms('a').mirror('mirror/x', ['https://m.io']).object;
    const written = idms('a')
      .mirror('mirror/x', ['https://m.io'])
      .mirror('quay.io/y', ['m.example.com/y']).object;
    expect(told(lint([written]).findings).length).toBeGreaterThan(0);
    expect(told(lint([written], { stored: [stored] }).findings)).toEqual([]);
  });

  it('is an input also as a List', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [platform.object, tags.object] };
    expect(told(lint([list]).findings)).toHaveLength(1);
  });

  it('says which facts are missing, unless an empty cluster is given', () => {
    expect(lint([platform.object]).unknownFacts.map(({ fact }) => fact)).toContain('imageConfig');
    expect(lint([], { stored: [] })).toEqual({ findings: [], unknownFacts: [] });
  });
});
