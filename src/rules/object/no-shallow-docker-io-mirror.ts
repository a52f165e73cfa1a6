import { parseCanonicalReference } from '../../model/location/image-reference.ts';
import { parseLocation } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * docker.io requires two components: CRI-O normalizes `docker.io/app` to `docker.io/library/app` and fails
 * the pull (DOMAIN 7.5).
 */
export default defineRule({
  id: 'no-shallow-docker-io-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-DOCKERIO'],
    summary: 'Disallow docker.io mirrors that lead to names without an organization',
    why:
      'CRI-O appends the rest of the image name to the mirror. If only one component follows docker.io, ' +
      'the pull fails with "repository name must be canonical"; CRI-O tries neither the other mirrors ' +
      'nor the source.',
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
      const message =
        `a pull of ${quote(image)} would fail without fallback because the mirror changes it to ` +
        `${quote(rewritten)}; error: "repository name must be canonical"; add an organization to the mirror`;
      yield { path, message };
    }
  },
});

/**
 * An image of the source that the mirror rewrites to an invalid name: the source itself, or one directly
 * below it.
 */
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
  // Neither a bare host nor a wildcard is an image.
  const images = location.kind === 'repository' && mirror.includes('/') ? [itself, below] : [below];
  return images.find(({ rewritten }) => parseCanonicalReference(rewritten).kind === 'invalid');
}
