import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { isAllowed } from '../context/governance-scopes.ts';
import { governedMirrors } from '../context/governed-values.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { allowed: ['mirror.example.com', 'lab.example.com:5000/approved'] };

/** Whoever runs a mirror decides what the nodes run: image names say nothing about who answered, and most images are not signed. */
export default defineRule({
  id: 'require-allowed-mirror',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Mirrors lie in the registries that the policy allows.',
    why: 'Nodes take images from a mirror as if they came from the source. A mirror that nobody has approved can hand out other images, at least where pulls are by tag, and learns what the cluster runs.',
    fix: 'Use a mirror in an allowed registry, or have the registry added to the policy.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      allowed: {
        kind: 'scopes',
        description:
          'Where mirrors may lie: `host[:port][/path]` or `*.domain`. A path covers what lies below it; a host without a port does not cover other ports of the host; a wildcard covers subdomains at any port.',
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
        message: `mirror ${quote(mirror.text)} is not in a registry that the policy allows: ${quoteSome(allowed)}`,
      };
    }
  },
});
