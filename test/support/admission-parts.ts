import type { AuditRecord } from '../../src/audit/record.ts';
import type { ClusterFacts } from '../../src/model/facts.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { rules } from '../../src/rules/index.ts';
import { defaultMutations } from '../../src/rules/mutations/index.ts';
import type { AdmissionParts, AdmissionSettings, DecisionSample, Logger } from '../../src/webhook/ports.ts';

export interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that stores its messages in `lines`. */
export function recordingLogger(): Logger & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: keyof Logger) =>
    (message: string, fields = {}) =>
      void lines.push({ level, message, fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** An empty cluster with the newest OpenShift version. */
const emptyCluster: ClusterFacts = {
  known: { imageConfig: {}, clusterVersion: { version: { major: 4, minor: 20 } } },
  missing: {},
};

/** The admission pipeline with all rules and a fixed clock. Its sinks store their input. */
export function recordingParts({
  settings = {},
  ...others
}: Partial<Omit<AdmissionParts, 'settings'>> & { readonly settings?: Partial<AdmissionSettings> } = {}) {
  const records: AuditRecord[] = [];
  const samples: DecisionSample[] = [];
  const logger = recordingLogger();
  const parts: AdmissionParts = {
    rules: rules.filter(({ requires }) => requires.every((fact) => (fact as string) in emptyCluster.known)),
    settings: {
      enforcement: recommended,
      mutations: defaultMutations,
      onDeadline: 'warn',
      onInternalError: 'warn',
      ...settings,
    },
    facts: { snapshot: () => ({ facts: emptyCluster, takenAtMs: 999_000 }) },
    audit: {
      nextId: () => ({ log: '00000000000000aa', seq: records.length + 1 }),
      record(make) {
        records.push(JSON.parse(make()));
        return undefined;
      },
      close: async () => {},
    },
    meter: { count: (sample) => void samples.push(sample) },
    clock: { nowMs: () => 1_000_000, monotonicMs: () => 0 },
    logger,
    ...others,
  };
  return { parts, records, samples, logger };
}
