import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach } from '@jest/globals';
import type { ClusterAccess } from '../../../src/cli/live/cluster-access.ts';
import { createCollectors } from '../../../src/cluster/watch/collectors.ts';
import { clusterAccess } from '../../../src/main/cluster-access.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { WatchServer } from '../../cluster/watch/watch-server.ts';
import { type Run, run } from '../run.ts';
import { inFolder } from '../temporary-folder.ts';

const paths = new Map(
  createCollectors(() => {}, { readsMachineConfigs: true }).all.map(({ resource: { resource, path } }) => [
    resource,
    path,
  ]),
);

export let server: WatchServer;
let kubeconfig: string;

/** Serves an OpenShift 4.18 cluster on a real socket in each test. */
export function serveCluster(): void {
  beforeEach(async () => {
    server = await new WatchServer().start();
    kubeconfig = server.kubeconfig;
    for (const path of paths.values()) server.serve(path);
    // `doctor` lists these Deployments; the list is empty.
    server.serve('/apis/apps/v1/deployments?labelSelector=app.kubernetes.io%2Fname%3Dmirrorguard');
    server.put(pathOf('clusterversions'), 'version', {
      status: { desired: { version: '4.18.3', image: `quay.io/ocp/release@sha256:${'0'.repeat(64)}` } },
    });
  });
  afterEach(() => server.stop());
}

/** The path of a watched resource, with its selectors. */
export function pathOf(resource: string): string {
  return paths.get(resource) ?? '';
}

/** Stores an object as `kubectl apply` does. */
export function store(resource: string, { metadata, ...rest }: JsonObject): void {
  const { name } = metadata as { readonly name: string };
  server.put(pathOf(resource), name, { ...rest, metadata: metadata as JsonObject });
}

/** Access to the cluster as if the default kubeconfig selected it. */
export function defaultClusters(folder: string): ClusterAccess {
  writeFileSync(`${folder}/kubeconfig`, kubeconfig);
  const kubeconfigOption = { kubeconfig: `${folder}/kubeconfig` };
  return {
    read: () => clusterAccess.read(kubeconfigOption),
    diagnose: (target) => clusterAccess.diagnose({ ...target, ...kubeconfigOption }),
  };
}

/**
 * Runs a command with the kubeconfig of the cluster. `FOLDER/new.yaml` in the arguments is one of these
 * files.
 */
export async function runLive(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return await inFolder({ ...files, kubeconfig }, async (folder) => {
    const inside = args.map((arg) => arg.replace('FOLDER', folder));
    const { code, out, err } = await run([...inside, '--kubeconfig', `${folder}/kubeconfig`], {
      clusters: clusterAccess,
    });
    return { code, out: out.replaceAll(folder, 'FOLDER'), err: err.replaceAll(folder, 'FOLDER') };
  });
}
