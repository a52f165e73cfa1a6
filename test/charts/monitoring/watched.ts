import { render } from '../render.ts';

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
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
  'monitoring.consoleDashboard.enabled': true,
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
  return JSON.parse(renderedDashboardMap(namespace)?.files['mirrorguard.json'] ?? '') as Dashboard;
}

interface ConsoleDashboard {
  readonly schemaVersion: number;
  readonly rows: readonly {
    readonly panels: readonly {
      readonly type: string;
      readonly title: string;
      readonly span: number;
      readonly targets: readonly { readonly expr: string }[];
    }[];
  }[];
}

/** The ConfigMap that OpenShift's console reads. */
export function renderedConsoleDashboard(): {
  readonly labels: Readonly<Record<string, string>>;
  readonly dashboard: ConsoleDashboard;
} {
  const { labels, files } = renderedDashboardMap('mirrorguard', 'openshift-config-managed') ?? {
    labels: {},
    files: {},
  };
  return { labels, dashboard: JSON.parse(files['mirrorguard.json'] ?? '') as ConsoleDashboard };
}

/** @param dashboardNamespace of the dashboard for Grafana */
function renderedDashboardMap(dashboardNamespace: string, namespace = dashboardNamespace) {
  const objects = render({ values: { ...values, 'monitoring.dashboard.namespace': dashboardNamespace } });
  const found = objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.namespace === namespace,
  );
  if (found === undefined) return undefined;
  return {
    labels: (found.metadata.labels ?? {}) as Readonly<Record<string, string>>,
    files: (found.data ?? {}) as Readonly<Record<string, string>>,
  };
}

/** Every expression of both dashboards, with the namespace of the release. */
export function renderedPanels(): readonly Panel[] {
  const ofConsole = renderedConsoleDashboard().dashboard.rows.flatMap(({ panels }) => panels);
  return [...renderedDashboard().panels, ...ofConsole].flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ title, expr: expr.replaceAll('$namespace', 'mirrorguard') })),
  );
}
