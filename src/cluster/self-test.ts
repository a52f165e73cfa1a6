import { mirrorSetKinds } from '../model/mirror-set.ts';
import { type ApiConnection, ApiError } from './api-connection.ts';

export type SelfTestResult =
  | { readonly passed: true }
  /**
   * The meaning of the result and the correction. `isForbidden`: the caller is not allowed to create mirror
   * sets.
   */
  | { readonly passed: false; readonly reason: string; readonly isForbidden?: true };

const rule = 'no-wildcard-mirror';

/**
 * Creates an invalid ImageDigestMirrorSet as a dry run, which mirrorguard must deny. This tests the path from
 * the API server through the Service and the certificate to the rules.
 */
export async function testInstallation(api: Pick<ApiConnection, 'customObjects'>): Promise<SelfTestResult> {
  const { group, version, resource: plural } = mirrorSetKinds.ImageDigestMirrorSet;
  const body = {
    apiVersion: `${group}/${version}`,
    kind: 'ImageDigestMirrorSet',
    metadata: { name: 'mirrorguard-self-test' },
    spec: { imageDigestMirrors: [{ source: 'self-test.example.com/source', mirrors: ['*.example.com'] }] },
  };
  try {
    await api.customObjects.createClusterCustomObject({ group, version, plural, body, dryRun: 'All' });
  } catch (error) {
    if (error instanceof ApiError) return interpret(error);
    throw error;
  }
  const cause = `it did not call the webhook, or ${rule} is off`;
  return { passed: false, reason: `the API server would have stored an invalid object: ${cause}` };
}

function interpret({ status, message }: ApiError): SelfTestResult {
  if (status === 422 && message.includes(rule)) return { passed: true };
  if (status === 404)
    return {
      passed: false,
      reason: 'the cluster has no ImageDigestMirrorSet: mirrorguard requires OpenShift 4.13',
    };
  if (status === 403) return { passed: false, reason: message, isForbidden: true };
  if (status !== 422) return { passed: false, reason: message };
  const reason =
    'the pattern of the CRD denied the object, not mirrorguard: the API server did not call the webhook, ' +
    `or the level of ${rule} is not deny (${message})`;
  return { passed: false, reason };
}
