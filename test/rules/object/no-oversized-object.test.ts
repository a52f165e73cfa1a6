import { describe, expect, it } from '@jest/globals';
import { bytesOfEntries } from '../../../src/rules/context/entries-size.ts';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-oversized-object.ts';
import { check } from '../../support/check.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

describe('no-oversized-object', () => {
  /** An object whose entries have exactly this size. */
  const sized = (bytes: number) => {
    const bare = bytesOfEntries(mirrorSetOf(idms('a').mirror('quay.io/a', ['m.io/'])));
    return idms('a').mirror('quay.io/a', [`m.io/${'a'.repeat(bytes - bare)}`]);
  };

  it('warns above the limit of oc apply', () => {
    expect(check(rule, sized(250_000))).toReportNothing();
    expect(check(rule, sized(250_001))).toReport({
      path: 'spec.imageDigestMirrors',
      severity: 'warn',
      message:
        'the object has 250,001 bytes, but oc apply fails above 250,000; ' +
        'split it into 2 objects, or use oc apply --server-side',
    });
  });

  it('denies sizes close to the limit of etcd', () => {
    expect(check(rule, sized(1_048_576))).toReport({ severity: 'warn' });
    const [violation] = check(rule, sized(1_048_577));
    expect(violation).toMatchObject({
      message: expect.stringMatching(/^the object has 1,048,577 bytes, which is too large for etcd/),
    });
    expect(violation?.severity).toBeUndefined();
  });

  it('allows an update that does not make a large object larger', () => {
    expect(check(rule, sized(300_001), { before: sized(300_000) })).toReportNothing();
    expect(check(rule, sized(1_200_000), { before: sized(1_300_000) })).toReportNothing();
    expect(check(rule, sized(1_200_001), { before: sized(1_200_000) })).toReport({});
  });
});
