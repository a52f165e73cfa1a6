import { describe, expect, it } from '@jest/globals';
import { bytesOfEntries } from '../../../src/rules/context/entries-size.ts';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-oversized-object.ts';
import { check } from '../../support/check.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

describe('no-oversized-object', () => {
  /** An object of exactly so many bytes in its entries. */
  const sized = (bytes: number) => {
    const bare = bytesOfEntries(mirrorSetOf(idms('a').mirror('quay.io/a', ['m.io/'])));
    return idms('a').mirror('quay.io/a', [`m.io/${'a'.repeat(bytes - bare)}`]);
  };

  it('warns above what oc apply can apply', () => {
    expect(check(rule, sized(250_000))).toReportNothing();
    expect(check(rule, sized(250_001))).toReport({
      path: 'spec.imageDigestMirrors',
      severity: 'warn',
      message:
        '250,001 bytes in one object: oc apply would fail above 250,000. Split it into 2 objects, or use oc apply --server-side',
    });
  });

  it('refuses what is close to the limit of etcd', () => {
    expect(check(rule, sized(1_048_576))).toReport({ severity: 'warn' });
    const [violation] = check(rule, sized(1_048_577));
    expect(violation).toMatchObject({
      message: expect.stringMatching(/^1,048,577 bytes in one object are too much/),
    });
    expect(violation?.severity).toBeUndefined();
  });

  it('does not blame an update for what was so before', () => {
    expect(check(rule, sized(300_001), { before: sized(300_000) })).toReportNothing();
    expect(check(rule, sized(1_200_000), { before: sized(1_300_000) })).toReportNothing();
    expect(check(rule, sized(1_200_001), { before: sized(1_200_000) })).toReport({});
  });
});
