import { idms } from '../../../src/rules/example.ts';
import { kubectlWith } from './kubectl.ts';

const malformed = idms('malformed').mirror('quay.io/team', ['*.example.com']);

/** Denied by mirrorguard, so the API server trusts the certificate of a pod behind the Service. */
export async function isGuarded(): Promise<boolean> {
  return (await kubectlWith(malformed, ['create', '--dry-run=server'])).stderr.includes(
    'no-wildcard-mirror: ',
  );
}
