import { parseCanonicalReference } from '../../model/location/image-reference.ts';
import { parseLocation } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** On docker.io a name needs two components: `docker.io/app` is completed to `docker.io/library/app`, and the pull given up (DOMAIN 7.5). */
export default defineRule({
  id: 'no-shallow-docker-io-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-DOCKERIO'],
    summary: 'Behind docker.io as a mirror, every image has an organization and a name.',
    why: 'CRI-O puts what follows the source behind the mirror. Where only one component follows docker.io it fails with "repository name must be canonical"; the other mirrors and the source are not tried either.',
    fix: 'Use docker.io with an organization, and a source that is not itself an image.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['docker.io/team/copies']),
        idms('team').mirror('quay.io', ['docker.io/copies']),
      ],
      invalid: [
        idms('team').mirror('quay.io/team', ['docker.io']),
        idms('team').mirror('quay.io/team/app', ['docker.io/app']),
      ],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, entry, location } of locationsWith(subject, 'docker-io')) {
      if (
        role === 'source' ||
        location.kind === 'wildcard' ||
        location.host !== 'docker.io' ||
        location.port !== undefined
      )
        continue;
      const failing = text === entry.source ? undefined : failingImage(entry.source, text);
      if (failing === undefined) continue;
      const { image, rewritten } = failing;
      const message = `a pull of ${quote(image)} would fail, without fallback: the mirror makes it ${quote(rewritten)}, which lacks an organization`;
      yield { path, message };
    }
  },
});

/** An image of the source whose name cannot be written behind the mirror: the source itself, or one directly below it. */
function failingImage(
  source: string,
  mirror: string,
): { readonly image: string; readonly rewritten: string } | undefined {
  const location = parseLocation(source, 'source');
  if (location === undefined) return undefined;
  const below = {
    image: `${location.kind === 'wildcard' ? `registry.${location.suffix}` : source}/app`,
    rewritten: `${mirror}/app`,
  };
  const itself = { image: source, rewritten: mirror };
  // A bare host is no image, and neither is a wildcard.
  const images = location.kind === 'repository' && mirror.includes('/') ? [itself, below] : [below];
  return images.find(({ rewritten }) => parseCanonicalReference(rewritten).kind === 'invalid');
}
