/**
 * `mirrorguard/engine`: predictions and evaluation of image-mirror configuration for other programs. The
 * input is API objects as returned by `JSON.parse`. The functions are pure: they use no files, network or
 * clock, and never throw on user errors.
 */

export { ClusterModel } from '../model/cluster-model.ts';
export type { ClusterState, ImageConfig } from '../model/cluster-state.ts';
export type { ClusterVersionFact, OptionalFacts } from '../model/facts.ts';
export type { EffectiveLists } from '../model/files/blocked-registries.ts';
export type { PolicyJson, PolicyVerdict } from '../model/files/policy-json.ts';
export type { RegistryEntry, RegistryMirror } from '../model/files/registries.ts';
export type { JsonObject } from '../model/json.ts';
export type { MirrorEntry, MirrorSet, MirrorSetKind, SourcePolicy } from '../model/mirror-set.ts';
export { type OpenShiftVersion, parseOpenShiftVersion } from '../model/openshift-version.ts';
export { type FieldPath, formatFieldPath } from '../model/text/field-path.ts';
export type { Level } from '../policy/enforcement.ts';
export type { Finding } from '../policy/finding.ts';
export type { Severity } from '../rules/finding.ts';
export type { Category } from '../rules/rule.ts';
export type { AssumedFact } from './assumptions.ts';
export { type Cluster, type GivenCluster, readCluster } from './cluster.ts';
export { type ClusterDiff, diff, type SharedFacts, shareFacts } from './diff.ts';
export type { InputNote } from './latest-input.ts';
export { type Linted, type LintOptions, lint, type ObjectFinding } from './lint.ts';
export { type MigratedPolicy, type Migration, migrate, type UnmigratedPolicy } from './migrate.ts';
export type { Origin } from './origin.ts';
export type { PullChange } from './pulls/pull-changes.ts';
export { resolve } from './pulls/resolve.ts';
export {
  type PullCondition,
  type PullVerdict,
  pullConditions,
  type Resolved,
  type ResolvedName,
  type ResolvedPull,
  type ResolvedSource,
} from './pulls/resolved.ts';
export { type Rendered, render } from './render.ts';
export type { RolloutPrediction } from './rollout-prediction.ts';
export { type RuleDescription, ruleDescriptions } from './rule-descriptions.ts';
export type { Stop } from './stop.ts';
