/**
 * `npm run promtool`: Prometheus itself judges what the chart watches: the alerts' syntax, when each of them fires (alerts.yaml), the
 * dashboard's expressions on the series that the webhook really exposes, and those series.
 * Exit code 0: all is well, or there is no promtool or helm and nothing was judged; 1: something is not.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { helm } from '../render.ts';
import { readSeries, renderMetrics, type Series } from './exposition.ts';
import { findPromtool } from './promtool.ts';
import { type Panel, renderedPanels, renderedRules } from './watched.ts';

/** What Prometheus adds to each series of a pod. */
const target = { job: 'mirrorguard', namespace: 'mirrorguard', pod: 'a' };

const promtool = findPromtool();
if (promtool === undefined)
  process.stdout.write(
    'No promtool, and no Go to build it: alerts and dashboard were not judged by Prometheus.\n',
  );
else if (helm === undefined)
  process.stdout.write(
    'No helm (`test/e2e/cluster/program helm`): alerts and dashboard were not judged by Prometheus.\n',
  );
else process.exitCode = await judge(promtool);

async function judge(program: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-promtool-'));
  try {
    const metrics = await renderMetrics();
    writeFileSync(join(folder, 'rules.yaml'), stringify(renderedRules()));
    copyFileSync(join(import.meta.dirname, 'alerts.yaml'), join(folder, 'alerts.yaml'));
    writeFileSync(join(folder, 'panels.yaml'), stringify(panelTests(renderedPanels(), readSeries(metrics))));
    const ask = (args: readonly string[], input = '') =>
      spawnSync(program, args, { cwd: folder, input, stdio: ['pipe', 'inherit', 'inherit'] }).status === 0;
    const verdicts = [
      ask(['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml']),
      ask(['test', 'rules', 'alerts.yaml']),
      ask(['test', 'rules', 'panels.yaml']),
      ask(['check', 'metrics'], ownMetrics(metrics)),
    ];
    return verdicts.every(Boolean) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A panel is well when it shows something of a webhook that has just started, with every series at its beginning. */
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

/** Those of Node's process are named by prom-client. */
function ownMetrics(text: string): string {
  return `${text
    .split('\n')
    .filter((line) => /^(# (HELP|TYPE) )?mirrorguard_/.test(line))
    .join('\n')}\n`;
}
