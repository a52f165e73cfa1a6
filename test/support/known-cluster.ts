import { type ClusterFacts, prepareModel } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { idms } from '../../src/rules/example.ts';
import { mirrorSetOf, someRelease } from './cluster.ts';

/**
 * The facts that a webhook reads in a cluster, and stored mirror sets that conflict with the hostile bodies.
 */
export function knownCluster(): ClusterFacts {
  const sets = Array.from({ length: 200 }, (_, set) =>
    Array.from({ length: 10 }, (_, entry) => entry).reduce(
      (object, entry) =>
        object.mirror(`quay.io/t${set * 10 + entry}`, [`m.example.com/t${set}`, `n.example.com/t${set}`]),
      idms(`stored-${set}`).mirror(
        `a.io/x${set}`,
        [`m${set}.io/x`],
        set % 2 === 0 ? 'NeverContactSource' : undefined,
      ),
    ),
  );
  const facts: ClusterFacts = {
    known: {
      imageConfig: { blockedRegistries: ['blocked.io'], insecureRegistries: ['*.insecure.io'] },
      clusterVersion: { version: newestVersion, releaseImage: someRelease },
      nodeDisruption: [],
      drainOverride: false,
      machineConfigPools: [],
      platform: { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false },
      pullSecretHosts: ['quay.io'],
      imagePolicies: [],
    },
    missing: {},
    cluster: new ClusterIndex(sets.map(mirrorSetOf)),
  };
  prepareModel(facts);
  return facts;
}
