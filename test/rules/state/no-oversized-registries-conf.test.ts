import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-oversized-registries-conf.ts';
import { check } from '../../support/check.ts';

describe('no-oversized-registries-conf', () => {
  /** Sets the size of the rendered MachineConfig, so tests can use the exact limits. */
  const sized = (fileBytes: number) => idms('a').mirror('quay.io/a', [`m.io/${'a'.repeat(fileBytes)}`]);
  const worker = (renderedBytes: number) => ({
    facts: { machineConfigPools: [{ name: 'worker', isPaused: false, maxUnavailable: 1, renderedBytes }] },
  });
  const growth = (name: string, world: object) =>
    check(rule, idms(name).mirror('quay.io/b', ['m.io/b']), { cluster: [sized(3000)], ...world });

  it('warns above 80 % of the limit, with the bytes that are left', () => {
    expect(growth('b', worker(1_258_107))).toReportNothing();
    expect(growth('b', worker(1_258_108))).toReport({
      path: '',
      severity: 'warn',
      message:
        'registries.conf would have 3,410 bytes, and the rendered MachineConfig of worker 1,258,292 of at most 1,572,864; ' +
        '314,572 bytes are left. Above the limit, nodes get no new configuration of any kind. ' +
        'Use broader sources, and remove entries that are no longer used',
    });
  });

  it('denies a file that exceeds the limit', () => {
    // The previous state also exceeds 80 %, so the write introduces no fault.
    expect(growth('b', worker(1_572_680))).toReportNothing();
    const [violation] = growth('b', worker(1_572_681));
    expect(violation?.message).toBe(
      'registries.conf would have 3,410 bytes, and the rendered MachineConfig of worker 1,572,865 of at most 1,572,864; ' +
        'nodes would get no new configuration of any kind (RenderDegraded). ' +
        'Use broader sources, and remove entries that are no longer used',
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('denies it if the operator has stopped already, because a correction would write the file', () => {
    const stopped = {
      imageConfig: { allowedRegistries: ['quay.io', 'm.io'] },
      facts: { imagePolicies: [{ name: 'signed', scopes: ['ghcr.io/team'] }] },
    };
    expect(check(rule, sized(1_070_000), stopped)).toReport({ message: /RenderDegraded/ });
    const small = idms('b').mirror('quay.io/b', ['m.io/b']);
    expect(check(rule, small, { cluster: [sized(1_070_000)], ...stopped })).toReportNothing();
  });

  it('uses the smallest and largest usual size of the rest if no pool is known', () => {
    expect(check(rule, sized(770_000))).toReportNothing();
    expect(check(rule, sized(775_000))).toReport({ severity: 'warn', message: /MachineConfig up to 1,261,/ });
    expect(check(rule, sized(1_020_000))).toReport({
      severity: 'warn',
      message: /MachineConfig up to 1,588,/,
    });
    expect(check(rule, sized(1_070_000))).toReport({
      message:
        /MachineConfig at least 1,584,\d+ of at most 1,572,864; nodes would get no new configuration of any kind \(RenderDegraded\)\. Use /,
    });
  });

  it('denies a file that its own MachineConfig cannot hold', () => {
    const message =
      /^registries\.conf would have 1,180,273 bytes, .*; no mirror change would reach the nodes any more, .*: "etcdserver: request is too large"\. Use /;
    expect(check(rule, sized(1_180_000))).toReport({ message });
    expect(growth('b', worker(1_000_000))).toReportNothing();
  });

  it('evaluates the fullest pool', () => {
    const machineConfigPools = [100_000, 1_258_108, 200_000].map((renderedBytes, index) => ({
      name: `p${index}`,
      isPaused: false,
      maxUnavailable: 1,
      renderedBytes,
    }));
    expect(growth('b', { facts: { machineConfigPools } })).toReport({
      message: /MachineConfig of p1 1,258,292 /,
    });
  });

  it('reports nothing for a change that keeps the size of the file or reduces it', () => {
    const before = sized(960_000);
    expect(check(rule, before, { before, operation: 'DELETE' })).toReportNothing();
    expect(check(rule, before.with({ metadata: { name: 'a', labels: {} } }), { before })).toReportNothing();
    expect(check(rule, sized(959_999), { before })).toReportNothing();
  });

  it('warns again when a file grows from 80 % to a size that some platforms reject, not when it shrinks', () => {
    const [near, above] = [sized(1_000_000), sized(1_020_000)];
    expect(check(rule, above, { before: near })).toReport({
      severity: 'warn',
      message: /MachineConfig up to 1,588,\d+ of at most 1,572,864\. Above the limit/,
    });
    expect(check(rule, near, { before: above })).toReportNothing();
    expect(check(rule, sized(1_020_001), { before: above })).toReportNothing();
    expect(check(rule, above, { before: sized(1_070_000) })).toReportNothing();
  });
});
