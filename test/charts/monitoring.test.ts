import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { describeWithHelm } from './describe-with-helm.ts';
import { readLabels, readSeries, renderMetrics, type Series } from './monitoring/exposition.ts';
import { renderedAlerts, renderedDashboard, renderedPanels, renderedRules } from './monitoring/watched.ts';

/** What Prometheus and the ServiceMonitor add to what a pod says. */
const addedByPrometheus = ['job', 'namespace', 'pod'];

interface AlertTests {
  readonly tests: readonly {
    readonly input_series: readonly { readonly series: string }[];
    readonly alert_rule_test: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly unknown[];
    }[];
  }[];
}
const alertTests = parse(
  readFileSync(join(import.meta.dirname, 'monitoring', 'alerts.yaml'), 'utf8'),
) as AlertTests;

/** `name{a="x"}` in an expression; a metric without braces has none. */
function selectorsIn(expression: string): readonly Series[] {
  return [...expression.matchAll(/(mirrorguard_\w+)(?:\{([^}]*)\})?/g)].map(([, name = '', labels = '']) => ({
    name,
    labels: readLabels(labels),
  }));
}

const exposed = readSeries(await renderMetrics());
const isExposed = ({ name, labels }: Series) =>
  exposed.some(
    (series) =>
      series.name === name &&
      Object.entries(labels).every(
        ([label, value]) => addedByPrometheus.includes(label) || series.labels[label] === value,
      ),
  );

/** What Prometheus makes of the expressions themselves is asked by `npm run promtool`. */
describeWithHelm('what the chart watches', () => {
  it.each([
    ...renderedAlerts().map(({ alert, expr }) => [alert, expr] as const),
    ...renderedPanels().map(({ title, expr }) => [title, expr] as const),
  ])('%s reads only series that the webhook exposes', (_title, expression) => {
    const selectors = selectorsIn(expression);
    expect(selectors.length).toBeGreaterThan(0);
    for (const selector of selectors)
      expect({ ...selector, isExposed: isExposed(selector) }).toEqual({ ...selector, isExposed: true });
  });

  it('an alert reads nothing of another release', () => {
    for (const { expr } of renderedAlerts())
      for (const { labels } of selectorsIn(expr))
        expect(labels).toMatchObject({ job: 'mirrorguard', namespace: 'mirrorguard' });
  });

  it.each(renderedAlerts().map(({ alert }) => alert))('%s is shown to fire, and not to', (alert) => {
    const outcomes = alertTests.tests
      .flatMap((test) => test.alert_rule_test)
      .filter(({ alertname }) => alertname === alert)
      .map(({ exp_alerts }) => exp_alerts.length > 0);
    expect(outcomes).toContain(true);
    expect(outcomes).toContain(false);
  });

  it('the guide to operations says of each alert what to do, and of no other', () => {
    const guide = readFileSync(
      join(import.meta.dirname, '..', '..', 'docs', 'guides', 'operations.md'),
      'utf8',
    );
    const rows = guide.match(/^\| Mirrorguard.*?\|/gm) ?? [];
    const documented = rows.flatMap((row) => row.match(/Mirrorguard\w+/g) ?? []);
    expect(documented.toSorted()).toEqual(
      renderedAlerts()
        .map(({ alert }) => alert)
        .toSorted(),
    );
  });

  it('the tests of the alerts feed them with series that the webhook exposes', () => {
    const fed = alertTests.tests.flatMap(({ input_series }) =>
      input_series.flatMap(({ series }) => selectorsIn(series)),
    );
    expect(fed.length).toBeGreaterThan(20);
    for (const series of fed)
      expect({ ...series, isExposed: isExposed(series) }).toEqual({ ...series, isExposed: true });
  });

  it('facts are old when decisions stop relying on them', () => {
    const expressions = renderedRules({ longestFactsAgeSeconds: 86_400 }).groups.flatMap(({ rules }) =>
      rules.map(({ expr }) => expr),
    );
    expect(expressions).toContainEqual(
      expect.stringMatching(/^mirrorguard_facts_age_seconds\{.*\} > 86400$/),
    );
  });

  it('the dashboard is JSON, and goes where its Grafana looks', () => {
    expect(renderedDashboard('grafana')).toMatchObject({ title: 'mirrorguard' });
  });
});
