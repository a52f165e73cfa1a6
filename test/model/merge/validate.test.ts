import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ImageConfig } from '../../../src/model/cluster-state.ts';
import { type ValidationProblem, validate } from '../../../src/model/merge/validate.ts';
import { newestVersion, parseOpenShiftVersion } from '../../../src/model/openshift-version.ts';
import { behaviorOf } from '../../../src/model/operator-behavior.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { mirrorSetOf } from '../../support/cluster.ts';
import { unicodeText } from '../../support/unicode-text.ts';

function problemsOf(
  objects: readonly ExampleObject[],
  { insecureRegistries = [], blockedRegistries = [] }: ImageConfig = {},
  version = '4.22',
): ValidationProblem[] {
  const behavior = behaviorOf(parseOpenShiftVersion(version) ?? newestVersion);
  return validate(
    { mirrorSets: objects.map(mirrorSetOf), insecure: insecureRegistries, blocked: blockedRegistries },
    behavior,
  );
}

const messagesOf = (...given: Parameters<typeof problemsOf>) =>
  problemsOf(...given).map(({ message }) => message);

describe('the validation of the operator', () => {
  it('reports every problem in the order of the operator: lists, digest sets, policies, tag sets', () => {
    const objects = [
      itms('t').mirror('t io', ['m.io']),
      icsp('p').mirror('p.io/', ['m.io', 'M/']),
      idms('d').mirror('d io'),
    ];
    expect(messagesOf(objects, { insecureRegistries: ['*'], blockedRegistries: ['a.io', ''] })).toEqual([
      'invalid entry for insecure registries "*"',
      'invalid entry for blocked registries ""',
      'invalid format for source "d io"',
      'invalid format for source "p.io/"',
      'invalid format for mirror "M/"',
      'invalid format for source "t io"',
    ]);
  });

  it('reports the object, entry and mirror', () => {
    expect(problemsOf([idms('d').mirror('a.io', ['m.io']).mirror('b.io', ['m.io', '*.m.io'])])).toMatchObject(
      [
        {
          kind: 'invalid-mirror',
          object: { kind: 'ImageDigestMirrorSet', name: 'd' },
          entry: { index: 1 },
          mirrorIndex: 1,
        },
      ],
    );
  });

  it('compares the policies of a source over all kinds, also of entries without mirrors', () => {
    const objects = [
      idms('d').mirror('a.io', undefined, 'NeverContactSource'),
      icsp('p').mirror('a.io', ['m.io']),
      itms('t').mirror('a.io', ['m.io'], 'AllowContactingSource'),
    ];
    const message =
      'conflicting mirrorSourcePolicy is set for the same source "a.io" in imagedigestmirrorsets, imagetagmirrorsets, or imagecontentsourcepolicies';
    expect(problemsOf(objects)).toMatchObject([
      { kind: 'conflicting-policy', object: { name: 'p' }, other: { object: { name: 'd' } }, message },
      { kind: 'conflicting-policy', object: { name: 't' }, other: { object: { name: 'd' } }, message },
    ]);
  });

  it('treats an unset policy as AllowContactingSource, and compares policies per source', () => {
    expect(
      messagesOf([
        idms('d').mirror('a.io', ['m.io']),
        itms('t').mirror('a.io', ['m.io'], 'AllowContactingSource'),
      ]),
    ).toEqual([]);
    expect(
      messagesOf([
        idms('d').mirror('a.io', ['m.io'], 'NeverContactSource'),
        itms('t').mirror('A.io', ['m.io']).mirror('a.io/n', ['m.io']),
      ]),
    ).toEqual([]);
  });

  it('rejects the source among its mirrors with NeverContactSource only', () => {
    expect(messagesOf([idms('d').mirror('a.io', ['m.io', 'a.io'], 'NeverContactSource')])).toEqual([
      'cannot set mirrorSourcePolicy: NeverContactSource if the source "a.io" is one of the mirrors',
    ]);
    expect(messagesOf([idms('d').mirror('a.io', ['m.io', 'a.io'])])).toEqual([]);
  });

  it('rejects only wildcard sources and empty values before 4.16', () => {
    const objects = [idms('d').mirror('*.a.io', ['m.io']), icsp('p').mirror('https://A.io/', ['', 'm.io/'])];
    expect(messagesOf(objects, {}, '4.15')).toEqual([
      'wildcard entries are not supported with mirror configuration "*.a.io"',
      'invalid empty entry for mirror configuration',
    ]);
    expect(messagesOf(objects, {}, '4.16')).toEqual([
      'invalid format for source "https://A.io/"',
      'invalid format for mirror ""',
      'invalid format for mirror "m.io/"',
    ]);
  });

  it('shows strings as the controller logs them', () => {
    expect(messagesOf([icsp('p').mirror('a"b\\\n\u0001é', [])])).toEqual([
      'invalid format for source "a\\"b\\\\\\n\\x01é"',
    ]);
  });

  it('ignores kinds that a release does not read', () => {
    expect(messagesOf([idms('d').mirror('', [''])], {}, '4.12')).toEqual([]);
    expect(messagesOf([idms('d').mirror('', [''])], {}, '4.13')).toHaveLength(2);
  });

  it('throws no error for any strings', () => {
    const text = unicodeText();
    fc.assert(
      fc.property(text, fc.array(text), fc.array(text), (source, mirrors, scopes) => {
        for (const version of ['4.12', '4.15', '4.22'])
          problemsOf(
            [icsp('p').mirror(source, mirrors)],
            { insecureRegistries: scopes, blockedRegistries: scopes },
            version,
          );
      }),
    );
  });
});
