import { idms } from '../../../src/rules/example.ts';
import { kubectlWith } from './kubectl.ts';

const malformed = idms('malformed').mirror('quay.io/team', ['*.example.com']);

/** Refused in our words: the API server trusts the certificate, and the Service leads to a pod that serves it. */
export async function isGuarded(): Promise<boolean> {
  return (await kubectlWith(malformed, ['create', '--dry-run=server'])).stderr.includes(
    'no-wildcard-mirror: ',
  );
}
