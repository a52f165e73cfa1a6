import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-oversized-registries-conf.ts';
import { check } from '../../support/check.ts';

describe('no-oversized-registries-conf', () => {
  /** Everything else is told by the pool, so that the limits can be met exactly: a file of `fileBytes` in a MachineConfig of `bytes`. */
  const sized = (fileBytes: number) => idms('a').mirror('quay.io/a', [`m.io/${'a'.repeat(fileBytes)}`]);
  const worker = (renderedBytes: number) => ({
    around: { machineConfigPools: [{ name: 'worker', isPaused: false, maxUnavailable: 1, renderedBytes }] },
  });
  const growth = (name: string, world: object) =>
    check(rule, idms(name).mirror('quay.io/b', ['m.io/b']), { cluster: [sized(3000)], ...world });

  it('warns above 80 % of the limit, with what is left', () => {
    expect(growth('b', worker(1_258_107))).toReportNothing();
    expect(growth('b', worker(1_258_108))).toReport({
      path: '',
      severity: 'warn',
      message:
        'registries.conf grows by 137 bytes to 3,410, and the rendered MachineConfig of worker comes to 1,258,292; 314,572 bytes are left. Above 1,572,864 no configuration reaches the nodes any more',
    });
  });

  it('refuses what does not fit', () => {
    expect(growth('b', worker(1_572_680))).toReport({ severity: 'warn' });
    const [violation] = growth('b', worker(1_572_681));
    expect(violation?.message).toMatch(
      /^nodes would get no configuration any more, of any kind\. .* 1,572,865 of at most 1,572,864 bytes$/,
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('estimates the rest where no pool tells its size', () => {
    expect(check(rule, sized(700_000))).toReportNothing();
    expect(check(rule, sized(750_000))).toReport({ severity: 'warn', message: /comes to about 1,300,/ });
    expect(check(rule, sized(960_000))).toReport({ message: /^nodes would get no configuration/ });
  });

  it('goes by the fullest pool', () => {
    const machineConfigPools = [100_000, 1_400_000, 200_000].map((renderedBytes, index) => ({
      name: `p${index}`,
      isPaused: false,
      maxUnavailable: 1,
      renderedBytes,
    }));
    expect(growth('b', { around: { machineConfigPools } })).toReport({ message: /MachineConfig of p1 / });
  });

  it('does not blame a change that leaves the file as long, or makes it shorter', () => {
    const before = sized(960_000);
    expect(check(rule, before, { before, operation: 'DELETE' })).toReportNothing();
    expect(check(rule, before.with({ metadata: { name: 'a', labels: {} } }), { before })).toReportNothing();
    expect(check(rule, sized(959_999), { before })).toReportNothing();
  });
});
