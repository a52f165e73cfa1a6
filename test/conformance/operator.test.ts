import { describe, expect, it } from '@jest/globals';
import { compareWithModel } from './compare.ts';
import type { Vector, VectorInput, VectorResult } from './vector.ts';

const releaseImage = `registry.example.com/ocp/release@sha256:${'1'.repeat(64)}`;
const signed = (scope: string) => [{ metadata: { name: 'signed' }, scopes: [scope] }];
const idms = (source: string, mirrors: readonly string[], policy?: string) => ({
  metadata: { name: `for-${source.length}` },
  spec: { imageDigestMirrors: [{ source, mirrors, ...(policy ? { mirrorSourcePolicy: policy } : {}) }] },
});

function fieldsThatDiffer(input: VectorInput, expect: VectorResult, others: Partial<Vector> = {}) {
  const vector: Vector = {
    name: 'own',
    by: 'controller',
    input: { releaseImage, ...input },
    expect,
    ...others,
  };
  return compareWithModel(vector).map(({ field }) => field);
}

const head =
  'unqualified-search-registries = ["registry.access.redhat.com", "docker.io"]\nshort-name-mode = ""\nadditional-layer-store-auth-helper = ""\n';
const tomlFor = (source: string, mirror: string) =>
  `${head}\n[[registry]]\n  prefix = ""\n  location = "${source}"\n\n  [[registry.mirror]]\n    location = "${mirror}"\n    pull-from-mirror = "digest-only"\n`;

describe('results of the controller', () => {
  const mirrored = [idms('a.io/x', ['m.io/x'])];

  it('compare the file byte for byte', () => {
    const toml = tomlFor('a.io/x', 'm.io/x');
    expect(fieldsThatDiffer({ idms: mirrored }, { fileWritten: true, toml })).toEqual([]);
    expect(fieldsThatDiffer({ idms: mirrored }, { fileWritten: true, toml: `${toml} ` })).toHaveLength(1);
  });

  it.each<[string, VectorInput, VectorResult]>([
    [
      'a mirror that is malformed',
      {
        icsp: [
          {
            metadata: { name: 'p' },
            spec: { repositoryDigestMirrors: [{ source: 'a.io', mirrors: ['m/'] }] },
          },
        ],
      },
      {
        validateErr: 'invalid format for mirror "m/"',
        syncErr: 'could not update registries config with new changes: invalid format for mirror "m/"',
      },
    ],
    [
      'a wildcard around an insecure registry',
      { idms: [idms('*.a.io', ['m.io/x'])], image: { registrySources: { insecureRegistries: ['x.a.io'] } } },
      {
        editErr: 'internal error: mirrorsAdjustedForNestedScope for a wildcard scope "*.a.io"',
        syncErr:
          'could not update registries config with new changes: internal error: mirrorsAdjustedForNestedScope for a wildcard scope "*.a.io"',
      },
    ],
    [
      'a blocked payload without a mirror',
      { image: { registrySources: { blockedRegistries: ['registry.example.com'] } } },
      {
        imgErr:
          'error adding ["registry.example.com"] to blocked registries, cannot block the repository being used by the payload',
      },
    ],
    ['an empty release image', { releaseImage: '' }, { syncErr: 'error parsing reference of release image' }],
    [
      'a wildcard that crashes the controller',
      {
        releaseImage: `a.iox.io/ocp@sha256:${'1'.repeat(64)}`,
        image: { registrySources: { blockedRegistries: ['*.io'] } },
      },
      { panic: 'runtime error: invalid memory address or nil pointer dereference' },
    ],
    [
      'a signed scope outside the allow list',
      { clusterImagePolicies: signed('a.io/x'), image: { registrySources: { allowedRegistries: ['b.io'] } } },
      {
        allowed: ['b.io'],
        syncErr:
          'could not update policy json with new changes: clusterimagePolicy configured for the scope a.io/x is not nested inside allowedRegistries',
      },
    ],
    [
      'a mirror of a signed scope that is no name',
      { clusterImagePolicies: signed('a.io/x'), idms: [idms('a.io/x', ['mirror/x'])] },
      {
        syncErr:
          'error adding clusterimagepolicy scope a.io/x relevant mirrors: error getting digest sources for scope a.io/x: rewriting reference: repository name must be canonical',
      },
    ],
  ])('compare %s by its error', (_, input, result) => {
    expect(fieldsThatDiffer(input, result)).toEqual([]);
    for (const field of Object.keys(result)) {
      if (field !== 'allowed')
        expect(fieldsThatDiffer(input, { ...result, [field]: 'other' })).toContain(field);
    }
  });

  it('accept the first reported object of any, and require the same problem of an object', () => {
    const bad = (source: string) => ({
      metadata: { name: source },
      spec: { repositoryDigestMirrors: [{ source, mirrors: ['m.io/', 'n.io/'] }] },
    });
    const icsp = [bad('a.io'), bad('b.io/')];
    const errorFor = (value: string) => {
      const validateErr = `invalid format for ${value}`;
      return { validateErr, syncErr: `could not update registries config with new changes: ${validateErr}` };
    };
    expect(fieldsThatDiffer({ icsp }, errorFor('mirror "m.io/"'))).toEqual([]);
    expect(fieldsThatDiffer({ icsp }, errorFor('source "b.io/"'))).toEqual([]);
    expect(fieldsThatDiffer({ icsp }, errorFor('mirror "n.io/"'))).toEqual(['validateErr', 'syncErr']);
  });

  it('compare policy.json by content, and other files', () => {
    const accept = [{ type: 'insecureAcceptAnything' }];
    const scopes = { 'b.io': accept };
    const policy = {
      transports: { 'docker-daemon': { '': accept }, docker: scopes, atomic: scopes },
      default: [{ type: 'reject' }],
    };
    const image = {
      registrySources: { allowedRegistries: ['b.io'], containerRuntimeSearchRegistries: ['c.io'] },
    };
    const path = '/etc/containers/registries.conf.d/01-image-searchRegistries.conf';
    const text =
      'unqualified-search-registries = ["c.io"]\nshort-name-mode = ""\nadditional-layer-store-auth-helper = ""\n';
    const result = {
      allowed: ['b.io'],
      policyJson: JSON.stringify(policy, null, 4),
      otherFiles: { [path]: text },
    };
    expect(fieldsThatDiffer({ image }, result)).toEqual([]);
    const other = { ...policy, default: accept };
    expect(fieldsThatDiffer({ image }, { ...result, policyJson: JSON.stringify(other) })).toEqual([
      'policyJson',
    ]);
    expect(fieldsThatDiffer({ image }, { ...result, otherFiles: {} })).toEqual(['otherFiles']);
  });

  describe('compare denials of the API server with lint', () => {
    const denied = (problem: string, object = 'ImageDigestMirrorSet/d') =>
      fieldsThatDiffer(
        {},
        {},
        {
          refusedByApiServer: [
            [object, `ImageDigestMirrorSet.config.openshift.io "d" is invalid: ${problem}`],
          ],
        },
      );
    const mirror = 'spec.imageDigestMirrors[1].mirrors[2]';

    it.each([
      ['a malformed mirror', `${mirror}: Invalid value: "*.m.io": ${mirror} in body should match '^x$'`],
      ['quotation marks', `${mirror}: Invalid value: "quay\\"io/x": ${mirror} in body should match '^x$'`],
      ['escapes of Go', `${mirror}: Invalid value: "\\x00\\a\\\\x41\\U000e0001": ${mirror} in body`],
      ['a repeated mirror', `${mirror}: Duplicate value: "m.io/x"`],
      [
        'an unknown policy',
        'spec.imageDigestMirrors[0].mirrorSourcePolicy: Unsupported value: "": supported values: "NeverContactSource", "AllowContactingSource"',
      ],
      ['a missing source', 'spec.imageDigestMirrors[0].source: Required value'],
    ])('with %s', (_, problem) => {
      expect(denied(problem)).toEqual([]);
    });

    it.each([
      ['an object that lint does not deny', `${mirror}: Invalid value: "m.io/x": ${mirror} in body`],
      ['an object that the message does not describe', 'spec: Too long'],
    ])('and report %s', (_, problem) => {
      expect(denied(problem)).toEqual(['refusedByApiServer']);
    });

    it('and report a kind that cannot be rebuilt', () => {
      expect(denied('spec: Required value', 'ClusterImagePolicy/p')).toEqual(['refusedByApiServer']);
    });
  });
});

describe('results of the daemon', () => {
  const daemon = (input: VectorInput, rollout: VectorResult['rollout']) =>
    fieldsThatDiffer(
      { ...input, prev: { releaseImage, ...input.prev } },
      { ...(rollout ? { rollout } : {}) },
      {
        by: 'daemon functions',
      },
    );

  it('compare the rollout with and without a node disruption policy', () => {
    const path = '/etc/containers/registries.conf';
    const safe = {
      verdict: 'reload',
      diff: [path],
      actions: ['Special'],
      drain: false,
      legacyActions: ['reload crio'],
      legacyDrain: false,
      safeNoDrain: true,
    };
    const change = { idms: [idms('a.io/x', ['m.io/x'])], prev: {} };
    expect(daemon(change, safe)).toEqual([]);
    const nodeDisruptionPolicy = { files: [{ path, actions: [{ type: 'Drain' }] }] };
    expect(daemon({ ...change, nodeDisruptionPolicy }, safe)).toEqual(['rollout']);
    expect(
      daemon(
        { ...change, nodeDisruptionPolicy },
        { ...safe, verdict: 'drain', actions: ['Drain'], drain: true },
      ),
    ).toEqual([]);
  });

  it('compare a state without a change by its verdict alone', () => {
    expect(daemon({ prev: {} }, { verdict: 'none', diff: [] })).toEqual([]);
    expect(daemon({ prev: {} }, { verdict: 'reload', diff: [] })).toEqual(['rollout']);
  });
});
