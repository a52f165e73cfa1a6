import { isMirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import type { ObjectName } from '../rules/finding.ts';

const others: Readonly<Record<string, string>> = {
  MachineConfig: 'machineconfiguration.openshift.io/v1',
  MachineConfigPool: 'machineconfiguration.openshift.io/v1',
};

/**
 * The apiVersion of an object that a finding names. All other kinds belong to the configuration API of
 * OpenShift.
 */
export function apiVersionOf({ kind }: ObjectName): string {
  if (isMirrorSetKind(kind)) return mirrorSetKinds[kind].apiVersion;
  return others[kind] ?? 'config.openshift.io/v1';
}
