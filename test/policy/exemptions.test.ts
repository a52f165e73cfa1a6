import { describe, expect, it } from '@jest/globals';
import { covers, type Exemption, type Write } from '../../src/policy/exemptions.ts';
import { idms } from '../../src/rules/example.ts';
import { toSubject } from '../../src/webhook/subject.ts';

const exemption = (given: Partial<Exemption>): Exemption => ({
  name: 'x',
  reason: 'Because.',
  expiresMs: Number.POSITIVE_INFINITY,
  rules: new Set(['no-a']),
  ...given,
});

const twoSources = idms('team-1')
  .mirror('quay.io/a/x', ['m.example.com/x'])
  .mirror('quay.io/b', ['m.example.com/b']);

function writeOf(
  object: object,
  { operation = 'CREATE' as const, oldObject = undefined as object | undefined, user = 'alice' } = {},
): Write {
  const subject = toSubject({ kind: 'ImageDigestMirrorSet', operation, object, oldObject });
  return { subject, requester: { name: user, groups: ['team'] }, nowMs: 0 };
}

const write = writeOf(twoSources.object);
const first = ['spec', 'imageDigestMirrors', 0, 'mirrors', 0];
const denied = (path: readonly (string | number)[] = first, rule = 'no-a') => ({ rule, path });

describe('an exemption', () => {
  it('applies to the rules that it names, or to all rules', () => {
    expect(covers(exemption({}), denied(), write)).toBe(true);
    expect(covers(exemption({}), denied(first, 'no-b'), write)).toBe(false);
    expect(covers(exemption({ rules: 'all' }), denied(first, 'no-b'), write)).toBe(true);
  });

  it('applies only if all of its conditions match', () => {
    const who = { users: new Set(['alice']), groups: new Set<string>(), serviceAccounts: [] };
    expect(covers(exemption({ who, names: ['team-*'] }), denied(), write)).toBe(true);
    expect(covers(exemption({ who, names: ['other-*'] }), denied(), write)).toBe(false);
    expect(
      covers(exemption({ who: { ...who, users: new Set(['bob']) }, names: ['team-*'] }), denied(), write),
    ).toBe(false);
    expect(covers(exemption({ kinds: new Set(['ImageTagMirrorSet']) }), denied(), write)).toBe(false);
    expect(covers(exemption({ kinds: new Set(['ImageDigestMirrorSet']) }), denied(), write)).toBe(true);
  });

  it('uses the labels of the new object, and of the stored object on a deletion', () => {
    const labelled = { ...twoSources.object, metadata: { name: 'team-1', labels: { team: 'a' } } };
    const forLabel = exemption({ labels: { team: 'a' } });
    expect(covers(forLabel, denied(), writeOf(labelled))).toBe(true);
    expect(covers(forLabel, denied(), write)).toBe(false);
    expect(covers(forLabel, denied(), writeOf(twoSources.object, { oldObject: labelled }))).toBe(false);
    expect(
      covers(forLabel, denied(), writeOf({}, { operation: 'DELETE' as never, oldObject: labelled })),
    ).toBe(true);
    expect(covers(exemption({ labels: { constructor: 'a' } }), denied(), writeOf(labelled))).toBe(false);
  });
});

describe('an exemption for sources', () => {
  const forA = exemption({ sources: ['quay.io/a'] });

  it('applies to findings about entries whose source is in one of them', () => {
    expect(covers(forA, denied(), write)).toBe(true);
    expect(covers(forA, denied(['spec', 'imageDigestMirrors', 1, 'source']), write)).toBe(false);
    expect(covers(exemption({ sources: ['*.io'] }), denied(), write)).toBe(true);
    expect(covers(exemption({ sources: ['quay.io/a/x/y'] }), denied(), write)).toBe(false);
  });

  it('matches hosts and ports as the other lists of a policy do', () => {
    expect(covers(exemption({ sources: ['Quay.io:443/a'] }), denied(), write)).toBe(true);
    expect(covers(exemption({ sources: ['quay.io:5000/a'] }), denied(), write)).toBe(false);
  });

  it('applies to findings about the object only if the object has and had no other sources', () => {
    expect(covers(forA, denied([]), write)).toBe(false);
    const onlyA = idms('team-1').mirror('quay.io/a/x', ['m.example.com/x']).object;
    expect(covers(forA, denied([]), writeOf(onlyA))).toBe(true);
    expect(covers(forA, denied([]), writeOf(onlyA, { oldObject: twoSources.object }))).toBe(false);
    expect(covers(forA, denied([]), writeOf(idms('team-1').object))).toBe(false);
  });

  it('does not apply to a malformed entry, whose source is unknown', () => {
    const broken = idms('team-1').mirror('quay.io/a/x', ['m.example.com/x']).entry({ source: 7 }).object;
    expect(covers(forA, denied(['spec', 'imageDigestMirrors', 1, 'source']), writeOf(broken))).toBe(false);
  });
});
