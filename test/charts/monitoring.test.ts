import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-helm.ts';
import { render, renderText } from './render.ts';

const observability = join(import.meta.dirname, '..', '..', 'src', 'observability');
const sources = ['metrics.ts', 'watch-metrics.ts', 'audit/audit-metrics.ts']
  .map((file) => readFileSync(join(observability, file), 'utf8'))
  .join('');
const exposed = new Set(sources.match(/mirrorguard_[a-z_]+/g));

describeWithHelm('what the chart watches', () => {
  const values = { 'monitoring.prometheusRule.enabled': true, 'monitoring.dashboard.enabled': true };

  it('alerts and panels name only metrics that the webhook exposes', () => {
    const named = new Set(
      renderText({ values })
        .match(/mirrorguard_[a-z_]+/g)
        ?.map((name) => name.replace(/_bucket$/, '')),
    );
    expect(named.size).toBeGreaterThan(5);
    for (const name of named) expect([...exposed]).toContain(name);
  });

  it('the dashboard is JSON, whatever the values', () => {
    const dashboards = render({ values }).filter(({ metadata }) => metadata.name === 'mirrorguard-dashboard');
    const contents = dashboards.map(({ data }) => JSON.parse((data as Readonly<Record<string, string>>)['mirrorguard.json'] ?? ''));
    expect(contents).toEqual([expect.objectContaining({ title: 'mirrorguard' })]);
  });
});
