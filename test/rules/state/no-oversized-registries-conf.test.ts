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
        'registries.conf grows by 137 bytes to 3,410; the rendered MachineConfig of worker then has 1,258,292 of at most 1,572,864 bytes; 314,572 bytes are left. Above the limit, nodes get no configuration of any kind',
    });
  });

  it('refuses what does not fit', () => {
    expect(growth('b', worker(1_572_680))).toReport({ severity: 'warn' });
    const [violation] = growth('b', worker(1_572_681));
    expect(violation?.message).toMatch(
      /^nodes would get no configuration of any kind any more\. .* 1,572,865 of at most 1,572,864 bytes$/,
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('uses the smallest and the largest usual size of the rest if no pool is known', () => {
    expect(check(rule, sized(770_000))).toReportNothing();
    expect(check(rule, sized(775_000))).toReport({ severity: 'warn', message: /has up to 1,261,/ });
    expect(check(rule, sized(1_020_000))).toReport({ severity: 'warn', message: /has up to 1,588,/ });
    expect(check(rule, sized(1_070_000))).toReport({ message: /^nodes would get no .* has at least 1,584,/ });
  });

  it('reports a file that its own MachineConfig cannot hold, which is silent', () => {
    const message = /^no mirror change would reach the nodes .*"etcdserver: request is too large"\)$/;
    expect(check(rule, sized(1_180_000))).toReport({ message });
    expect(growth('b', worker(1_000_000))).toReportNothing();
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
