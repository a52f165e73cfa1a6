import { describe, expect, it } from '@jest/globals';
import { brokenPulls, isFormatEnforced } from '../../../src/rules/context/format-faults.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { rules } from '../../../src/rules/index.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';
import { check } from '../../support/check.ts';

function isEnforcedFor(subject: ExampleObject, version?: string): boolean {
  const staged = stageExample({ subject, ...(version === undefined ? {} : { version }) });
  return isFormatEnforced({ subject: staged.subject, facts: staged.facts.known });
}

describe('isFormatEnforced', () => {
  it('is true on every version for the kinds whose CRDs check the format', () => {
    for (const subject of [idms('a'), itms('a')]) {
      expect(isEnforcedFor(subject, '4.13.0')).toBe(true);
      expect(isEnforcedFor(subject)).toBe(true);
    }
  });

  it('is true for an ImageContentSourcePolicy starting with 4.16, and if the version is unknown', () => {
    expect(isEnforcedFor(icsp('a'), '4.15.99')).toBe(false);
    expect(isEnforcedFor(icsp('a'), '4.16.0')).toBe(true);
    expect(isEnforcedFor(icsp('a'))).toBe(true);
  });
});

describe('brokenPulls', () => {
  const brokenPullsOf = (mirror: string, source = 'quay.io/team/app') =>
    brokenPulls({
      text: mirror,
      role: 'mirror',
      path: [],
      entry: { source, mirrors: [mirror], index: 0 },
    });

  it.each([
    'm.example.com/team/',
    'm.example.com/Team',
    'm.example.com//team',
    'm.example.com/team ',
    'm.example.com/te am',
    ' m.example.com/team',
    'docker://m.example.com/team',
    '[2001:db8::1]:5000/team',
    '/',
  ])('is every pull of the source for the mirror "%s"', (mirror) => {
    expect(brokenPullsOf(mirror)).toBe('every pull of "quay.io/team/app"');
    expect(brokenPullsOf(mirror, 'quay.io')).toBe('every pull of "quay.io"');
    expect(brokenPullsOf(mirror, '*.example.com')).toBe('every pull of "*.example.com"');
  });

  it('excludes the source itself for a mirror with a tag, which parses with the digest of the pull', () => {
    expect(brokenPullsOf('m.example.com/team:v1')).toBe('pulls of images below "quay.io/team/app"');
    expect(brokenPullsOf('m.example.com/team:v1', 'quay.io')).toBe('every pull of "quay.io"');
  });

  it('is undefined if no pull matches the source', () => {
    expect(brokenPullsOf('m.example.com/Team', 'quay.io/Team')).toBeUndefined();
    expect(brokenPullsOf('m.example.com/Team', 'quay.io/team:v1')).toBeUndefined();
    // CRI-O removes the trailing slash of a source.
    expect(brokenPullsOf('m.example.com/Team', 'quay.io/team/')).toBe('every pull of "quay.io/team/"');
  });

  it('is undefined for mirrors that the operator rejects or that CRI-O does not load', () => {
    for (const mirror of ['', '*.example.com', 'http://m.example.com/team', 'https://m.example.com/team'])
      expect(brokenPullsOf(mirror)).toBeUndefined();
  });

  it('is undefined for a valid mirror', () => {
    expect(brokenPullsOf('m.example.com/team')).toBeUndefined();
  });
});

describe('an ImageContentSourcePolicy before OpenShift 4.16', () => {
  const faulty = [
    ['m.example.com/team/', 'no-trailing-slash'],
    ['m.example.com/Team', 'no-uppercase-path'],
    ['m.example.com/team:v1', 'no-tag-or-digest'],
    ['m.example.com//team', 'require-valid-location'],
    ['m.example.com/te am', 'require-valid-location'],
    [' m.example.com/team', 'no-surrounding-whitespace'],
    ['$MIRROR/team', 'no-placeholder'],
  ] as const;

  it.each(faulty)('gets a deny finding instead of a note about the upgrade for %s', (mirror, id) => {
    const subject = icsp('a').mirror('quay.io/team', [mirror]);
    const findings = rules
      .filter((rule) => rule.requires.length === 0 && rule.defaultOptions !== undefined)
      .flatMap((rule) =>
        check(rule, subject, { version: '4.15.20' }).map((violation) => ({ rule, violation })),
      )
      .filter(({ violation }) => violation.path.at(-2) === 'mirrors');
    expect(
      findings.map(({ rule, violation }) => [rule.id, violation.severity ?? rule.meta.severity]),
    ).toEqual([[id, 'deny']]);
  });
});
