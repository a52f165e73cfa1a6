import { policyTestSchema } from '../../src/config/policy-file/policy-test-schema.ts';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import type { Generator } from './generator.ts';

/** Generates the schemas of policies and of their tests, for editors. */
export default {
  generate: async () =>
    new Map([
      [
        'docs/reference/schema/policy.schema.json',
        `${JSON.stringify(policySchema({ style: 'described' }), undefined, 2)}\n`,
      ],
      [
        'docs/reference/schema/policy-test.schema.json',
        `${JSON.stringify(policyTestSchema(), undefined, 2)}\n`,
      ],
    ]),
} satisfies Generator;
