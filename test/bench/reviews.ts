import { idms } from '../../src/rules/example.ts';

/** An AdmissionReview as the API server sends it. */
export function reviewOf(
  object: unknown,
  { operation = 'CREATE', oldObject = null as unknown } = {},
): string {
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
      resource: { group: 'config.openshift.io', version: 'v1', resource: 'imagedigestmirrorsets' },
      requestKind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
      requestResource: { group: 'config.openshift.io', version: 'v1', resource: 'imagedigestmirrorsets' },
      name: 'team',
      operation,
      userInfo: { username: 'system:admin', groups: ['system:masters', 'system:authenticated'] },
      object,
      oldObject,
      dryRun: false,
      options: {
        kind: 'CreateOptions',
        apiVersion: 'meta.k8s.io/v1',
        fieldManager: 'kubectl-client-side-apply',
      },
    },
  });
}

/**
 * A well-formed object, as in nearly all requests.
 *
 * @param team objects of different teams have no value in common
 */
export function objectOf(entries: number, team = 'team'): unknown {
  let object = idms(team);
  // The API server sorts the fields.
  for (let index = 0; index < entries; index++)
    object = object.entry({
      mirrors: [`mirror-a.example.com/${team}-${index}/app`, `mirror-b.example.com/${team}-${index}/app`],
      source: `registry.example.com/${team}-${index}/app`,
    });
  return object.object;
}
