/**
 * `npm run promtool`: promtool checks the syntax of the alerts, when each alert fires (alerts.yaml), the
 * expressions of the dashboard on the series that the webhook exposes, and these series.
 * Exit status: 0 all checks passed, or promtool or helm is missing; 1 a check failed.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { helm } from '../../../scripts/helm.ts';
import { readSeries, renderMetrics, type Series } from './exposition.ts';
import { findPromtool } from './promtool.ts';
import { type Panel, renderedPanels, renderedRules } from './watched.ts';

/** Labels that Prometheus adds to each series of a pod. */
const target = { job: 'mirrorguard', namespace: 'mirrorguard', pod: 'a' };

const promtool = findPromtool();
if (promtool === undefined)
  process.stdout.write('Skipped alerts and dashboard: requires promtool, or Go to build it.\n');
else if (helm === undefined)
  process.stdout.write('Skipped alerts and dashboard: requires helm (test/e2e/cluster/program helm).\n');
else process.exitCode = await check(promtool);

async function check(program: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-promtool-'));
  try {
    const metrics = await renderMetrics();
    writeFileSync(join(folder, 'rules.yaml'), stringify(renderedRules()));
    copyFileSync(join(import.meta.dirname, 'alerts.yaml'), join(folder, 'alerts.yaml'));
    writeFileSync(join(folder, 'panels.yaml'), stringify(panelTests(renderedPanels(), readSeries(metrics))));
    const passes = (args: readonly string[], input = '') =>
      spawnSync(program, args, { cwd: folder, input, stdio: ['pipe', 'inherit', 'inherit'] }).status === 0;
    const results = [
      passes(['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml']),
      passes(['test', 'rules', 'alerts.yaml']),
      passes(['test', 'rules', 'panels.yaml']),
      passes(['check', 'metrics'], ownMetrics(metrics)),
    ];
    return results.every(Boolean) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each panel must return a value for the series of a webhook that has just started. */
function panelTests(panels: readonly Panel[], series: readonly Series[]): object {
  return {
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: series.map(({ name, labels }) => ({
          series: `${name}${toSelector(labels)}`,
          values: '1x90',
        })),
        promql_expr_test: panels.map(({ expr }) => ({
          expr: `count(${expr}) > bool 0`,
          eval_time: '90m',
          exp_samples: [{ labels: '{}', value: 1 }],
        })),
      },
    ],
  };
}

function toSelector(labels: Series['labels']): string {
  const pairs = Object.entries({ ...labels, ...target }).map(([label, value]) => `${label}="${value}"`);
  return `{${pairs.join(',')}}`;
}

/** Without the metrics of prom-client, whose names promtool rejects. */
function ownMetrics(text: string): string {
  return `${text
    .split('\n')
    .filter((line) => /^(# (HELP|TYPE) )?mirrorguard_/.test(line))
    .join('\n')}\n`;
}
