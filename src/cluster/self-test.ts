import { valueAt } from '../model/json.ts';
import type { ApiClient } from './api-connection.ts';

/** Which hand refused an object that cannot be right, or that none did. */
export type SelfTestResult =
  | { readonly passed: true }
  /** What it means and what to do. */
  | { readonly passed: false; readonly reason: string };

const rule = 'no-wildcard-mirror';

/**
 * Asks the API server to create an ImageDigestMirrorSet that is wrong in itself, as a dry run, and looks at who refuses it: the
 * whole way from the API server through the Service and the certificate to the rules is in it.
 */
export async function testInstallation(api: ApiClient): Promise<SelfTestResult> {
  const { status, body } = await api({
    method: 'POST',
    path: '/apis/config.openshift.io/v1/imagedigestmirrorsets?dryRun=All',
    body: {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ImageDigestMirrorSet',
      metadata: { name: 'mirrorguard-self-test' },
      spec: { imageDigestMirrors: [{ source: 'self-test.example.com/source', mirrors: ['*.example.com'] }] },
    },
  });
  const message = String(valueAt(body, ['message']) ?? '');
  if (status === 422 && message.includes(rule)) return { passed: true };
  return { passed: false, reason: explain(status, message) };
}

function explain(status: number, message: string): string {
  if (status === 404)
    return 'the cluster has no ImageDigestMirrorSet: mirrorguard has nothing to guard before OpenShift 4.13';
  if (status === 422)
    return `the definition's own pattern refused the object, not mirrorguard: the webhook was not asked, or ${rule} is not set to deny (${message})`;
  if (status < 300)
    return `the API server would have stored a malformed object: the webhook was not asked, or ${rule} is off`;
  return `the API server says ${status}: ${message}`;
}
