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

/** Whether the options select a running cluster. */
export function readsCluster({ live, kubeconfig, context }: LiveOptions): boolean {
  return live === true || kubeconfig !== undefined || context !== undefined;
}
