import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { readPlatform } from '../../src/model/platform.ts';

const infrastructure = (status: JsonObject): JsonObject => ({
  apiVersion: 'config.openshift.io/v1',
  kind: 'Infrastructure',
  metadata: { name: 'cluster' },
  status,
});
const plain = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false };

describe('readPlatform', () => {
  it('detects an ordinary cluster', () => {
    expect(
      readPlatform([
        infrastructure({
          controlPlaneTopology: 'HighlyAvailable',
          infrastructureTopology: 'HighlyAvailable',
        }),
      ]),
    ).toEqual(plain);
  });

  it('detects managed OpenShift by its tags on both clouds, and by the webhook of the service', () => {
    const tags = [{ key: 'red-hat-managed', value: 'true' }];
    expect(readPlatform([infrastructure({ platformStatus: { aws: { resourceTags: tags } } })])).toEqual({
      ...plain,
      isManaged: true,
    });
    expect(readPlatform([infrastructure({ platformStatus: { gcp: { resourceLabels: tags } } })])).toEqual({
      ...plain,
      isManaged: true,
    });
    const webhook = {
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'sre-imagecontentpolicies-validation' },
    };
    expect(readPlatform([webhook])).toEqual({ ...plain, isManaged: true });
    const other = [{ key: 'red-hat-managed', value: 'false' }, 'x'];
    expect(readPlatform([infrastructure({ platformStatus: { aws: { resourceTags: other } } })])).toEqual(
      plain,
    );
  });

  it('detects a hosted cluster, which does not have the webhook of the service', () => {
    const status = {
      controlPlaneTopology: 'External',
      platformStatus: { aws: { resourceTags: [{ key: 'red-hat-managed', value: 'true' }] } },
    };
    expect(readPlatform([infrastructure(status)])).toEqual({ ...plain, isHostedGuest: true });
  });

  it('detects a management cluster by the objects of HyperShift', () => {
    expect(
      readPlatform([
        { apiVersion: 'hypershift.openshift.io/v1beta1', kind: 'HostedCluster', metadata: { name: 'a' } },
      ]),
    ).toEqual({
      ...plain,
      isHostingHub: true,
    });
    const definition = {
      kind: 'CustomResourceDefinition',
      metadata: { name: 'hostedclusters.hypershift.openshift.io' },
    };
    expect(readPlatform([definition])).toEqual({ ...plain, isHostingHub: true });
  });

  it('distinguishes one node from one control-plane node', () => {
    const single = { controlPlaneTopology: 'SingleReplica', infrastructureTopology: 'SingleReplica' };
    expect(readPlatform([infrastructure(single)])).toEqual({ ...plain, isSingleNode: true });
    expect(readPlatform([infrastructure({ ...single, infrastructureTopology: 'HighlyAvailable' })])).toEqual(
      plain,
    );
  });

  it('is unknown if no object states it', () => {
    expect(
      readPlatform([
        { kind: 'Infrastructure', apiVersion: 'v1', metadata: { name: 'cluster' } },
        { kind: 'Pod' },
      ]),
    ).toBeUndefined();
  });
});
