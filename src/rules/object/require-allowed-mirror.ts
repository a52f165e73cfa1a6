import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { isAllowed } from '../context/governance-scopes.ts';
import { governedMirrors } from '../context/governed-values.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { allowed: ['mirror.example.com', 'lab.example.com:5000/approved'] };

/**
 * The operator of a mirror controls what nodes run: image names do not show which registry served them, and
 * most images are not signed.
 */
export default defineRule({
  id: 'require-allowed-mirror',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Require mirrors in registries that the policy allows',
    why:
      'Nodes use images from a mirror as if they came from the source. A mirror that is not approved can ' +
      'serve other images, at least for pulls by tag, and its owner can see which images the cluster runs.',
    fix: 'Use a mirror in an allowed registry, or add the registry to the policy.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      allowed: {
        kind: 'scopes',
        description:
          'Registries that mirrors can use: `host[:port][/path]` or `*.domain`. A path includes everything ' +
          'below it. A host without a port excludes other ports of the host. A wildcard includes ' +
          'subdomains with any port.',
      },
    },
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', [
            'mirror.example.com/team',
            'lab.example.com:5000/approved/team',
          ]),
          options,
        },
      ],
      invalid: [
        { subject: idms('team').mirror('quay.io/team', ['mirror.example.org/team']), options },
        {
          subject: idms('team').mirror('quay.io/team', [
            'mirror.example.com:5000/team',
            'lab.example.com:5000/other',
          ]),
          options,
        },
      ],
    },
  },

  *check({ subject, options: { allowed } }) {
    for (const mirror of governedMirrors(subject)) {
      if (isAllowed(mirror.text, allowed)) continue;
      yield {
        path: mirror.path,
        message:
          `mirror ${quote(mirror.text)} is not in an allowed registry; ` +
          `use an allowed registry: ${quoteSome(allowed)}`,
      };
    }
  },
});
