import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createAuditMetrics } from '../../src/observability/audit-metrics.ts';

async function seriesOf(registry: Registry): Promise<readonly string[]> {
  return (await registry.metrics())
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.includes('_fsync_'));
}

describe('the metrics of the audit log', () => {
  it('exist at 0 for every destination before the first record', async () => {
    const registry = new Registry();
    createAuditMetrics([registry]);
    const series = await seriesOf(registry);
    expect(series).toHaveLength(14);
    expect(series.filter((line) => !line.endsWith(' 0'))).toEqual([]);
  });

  it('count each destination separately', async () => {
    const registry = new Registry();
    const meterFor = createAuditMetrics([registry]);
    const file = meterFor('file');
    file.written(3);
    file.dropped(2);
    file.failed();
    file.pending(100);
    file.rotated();
    file.recovered();
    file.synced(0.002);
    meterFor('collector').dropped(1);
    expect((await seriesOf(registry)).filter((line) => !line.endsWith(' 0'))).toEqual([
      'mirrorguard_audit_records_total{destination="file",result="written"} 3',
      'mirrorguard_audit_records_total{destination="file",result="dropped"} 2',
      'mirrorguard_audit_records_total{destination="collector",result="dropped"} 1',
      'mirrorguard_audit_failures_total{destination="file"} 1',
      'mirrorguard_audit_pending_bytes{destination="file"} 100',
      'mirrorguard_audit_rotations_total 1',
      'mirrorguard_audit_recoveries_total 1',
    ]);
  });
});
