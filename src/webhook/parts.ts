import type { AnyRule } from '../rules/rule.ts';
import type { AuditSink, Clock, DecisionMeter, FactSource, Logger } from './ports.ts';
import type { Recent } from './recent.ts';
import type { AdmissionSettings } from './settings.ts';

/** What answering a call takes. */
export interface AdmissionParts {
  readonly rules: readonly AnyRule[];
  readonly settings: AdmissionSettings;
  readonly facts: FactSource;
  /** What was decided a moment ago. Without it everything is judged anew. */
  readonly recent?: Recent;
  readonly audit: AuditSink;
  readonly meter: DecisionMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}
