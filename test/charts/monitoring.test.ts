import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { describeWithHelm } from './describe-with-program.ts';
import { readLabels, readSeries, renderMetrics, type Series } from './monitoring/exposition.ts';
import {
  renderedAlerts,
  renderedConsoleDashboard,
  renderedDashboard,
  renderedPanels,
  renderedRules,
} from './monitoring/watched.ts';

/** Labels that Prometheus and the ServiceMonitor add. */
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

/** The selectors `name{a="x"}` and `name` in an expression. */
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

/** `npm run promtool` evaluates the expressions with Prometheus. */
describeWithHelm('monitoring', () => {
  it.each([
    ...renderedAlerts().map(({ alert, expr }) => [alert, expr] as const),
    ...renderedPanels().map(({ title, expr }) => [title, expr] as const),
  ])('reads only series that the webhook exposes: %s', (_title, expression) => {
    const selectors = selectorsIn(expression);
    expect(selectors.length).toBeGreaterThan(0);
    for (const selector of selectors)
      expect({ ...selector, isExposed: isExposed(selector) }).toEqual({ ...selector, isExposed: true });
  });

  it('reads only series of its own release in alerts', () => {
    for (const { expr } of renderedAlerts())
      for (const { labels } of selectorsIn(expr))
        expect(labels).toMatchObject({ job: 'mirrorguard', namespace: 'mirrorguard' });
  });

  it.each(renderedAlerts().map(({ alert }) => alert))(
    'has tests in which %s fires and does not fire',
    (alert) => {
      const outcomes = alertTests.tests
        .flatMap((test) => test.alert_rule_test)
        .filter(({ alertname }) => alertname === alert)
        .map(({ exp_alerts }) => exp_alerts.length > 0);
      expect(outcomes).toContain(true);
      expect(outcomes).toContain(false);
    },
  );

  it('has exactly the alerts that the operations guide documents', () => {
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

  it('tests alerts with series that the webhook exposes', () => {
    const fed = alertTests.tests.flatMap(({ input_series }) =>
      input_series.flatMap(({ series }) => selectorsIn(series)),
    );
    expect(fed.length).toBeGreaterThan(20);
    for (const series of fed)
      expect({ ...series, isExposed: isExposed(series) }).toEqual({ ...series, isExposed: true });
  });

  it('alerts on stale cluster state at the age at which rules ignore it', () => {
    const expressions = renderedRules({ maxFactsAgeSeconds: 86_400 }).groups.flatMap(({ rules }) =>
      rules.map(({ expr }) => expr),
    );
    expect(expressions).toContainEqual(
      expect.stringMatching(/^mirrorguard_facts_age_seconds\{.*\} > 86400$/),
    );
  });

  it('links each alert to its runbook, below a URL of an air-gapped site too', () => {
    const runbooks = readFileSync(
      join(import.meta.dirname, '..', '..', 'docs', 'guides', 'runbooks.md'),
      'utf8',
    );
    const headings = [...runbooks.matchAll(/^## (Mirrorguard\w+)$/gm)].map(([, name = '']) => name);
    expect(headings.toSorted()).toEqual(
      renderedAlerts()
        .map(({ alert }) => alert)
        .toSorted(),
    );
    const alerts = renderedRules({ docsUrl: 'https://docs.example.com/mirrorguard/' }).groups.flatMap(
      ({ rules }) => rules,
    );
    for (const { alert, annotations } of alerts)
      expect(annotations.runbook_url).toBe(
        `https://docs.example.com/mirrorguard/guides/runbooks.html#${alert.toLowerCase()}`,
      );
  });

  it('renders a dashboard that the console of OpenShift can show', () => {
    const { labels, dashboard } = renderedConsoleDashboard();
    expect(labels).toMatchObject({ 'console.openshift.io/dashboard': 'true' });
    expect([14, 15, 16]).toContain(dashboard.schemaVersion);
    const panels = dashboard.rows.flatMap((row) => row.panels);
    expect(new Set(panels.map(({ type }) => type))).toEqual(new Set(['singlestat', 'graph']));
    for (const row of dashboard.rows)
      expect(row.panels.reduce((width, { span }) => width + span, 0)).toBeLessThanOrEqual(12);
  });

  it('renders the dashboard as JSON in the configured namespace', () => {
    expect(renderedDashboard('grafana')).toMatchObject({ title: 'mirrorguard' });
  });
});
