import { type Command, Option } from 'commander';
import type { ClusterTarget } from './cluster-access.ts';

export interface LiveOptions extends ClusterTarget {
  readonly live?: boolean;
}

export function addLiveOptions(command: Command): Command {
  return command
    .addOption(new Option('--live', 'read the objects of the running cluster'))
    .addOption(kubeconfigOption('as --live, with this kubeconfig'))
    .addOption(contextOption('as --live, with this context'));
}

/** Options of commands that always read a running cluster. */
export function addClusterOptions(command: Command): Command {
  return command
    .addOption(kubeconfigOption('use this kubeconfig'))
    .addOption(contextOption('use this context of the kubeconfig'));
}

function kubeconfigOption(description: string): Option {
  return new Option('--kubeconfig <file>', description);
}

function contextOption(description: string): Option {
  return new Option('--context <name>', description);
}

/** The cluster to read; undefined if the options select none. */
export function liveTarget({ live, kubeconfig, context }: LiveOptions): ClusterTarget | undefined {
  if (live !== true && kubeconfig === undefined && context === undefined) return undefined;
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  };
}
