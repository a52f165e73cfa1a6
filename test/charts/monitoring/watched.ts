import { render } from '../render.ts';

export interface Alert {
  readonly alert: string;
  readonly expr: string;
}

export interface Panel {
  readonly title: string;
  readonly expr: string;
}

interface Group {
  readonly name: string;
  readonly rules: readonly Alert[];
}

const values = {
  'monitoring.serviceMonitor.enabled': true,
  'monitoring.prometheusRule.enabled': true,
  'monitoring.dashboard.enabled': true,
};

/** The PrometheusRule of the chart as a Prometheus rule file. */
export function renderedRules(more: Readonly<Record<string, unknown>> = {}): {
  readonly groups: readonly Group[];
} {
  const [rule] = render({ values: { ...values, ...more } }).filter(({ kind }) => kind === 'PrometheusRule');
  return rule?.spec as { readonly groups: readonly Group[] };
}

export function renderedAlerts(): readonly Alert[] {
  return renderedRules().groups.flatMap(({ rules }) => rules);
}

interface Dashboard {
  readonly title: string;
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

export function renderedDashboard(namespace = 'mirrorguard'): Dashboard {
  const objects = render({ values: { ...values, 'monitoring.dashboard.namespace': namespace } });
  const found = objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.namespace === namespace,
  );
  const files = (found?.data ?? {}) as Readonly<Record<string, string>>;
  return JSON.parse(files['mirrorguard.json'] ?? '') as Dashboard;
}

/** Every expression of the dashboard, with the namespace of the release. */
export function renderedPanels(): readonly Panel[] {
  const { panels } = renderedDashboard();
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ title, expr: expr.replaceAll('$namespace', 'mirrorguard') })),
  );
}
