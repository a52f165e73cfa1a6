import { compilePolicy, type Policy } from '../../../src/policy/policy.ts';
import { rules } from '../../../src/rules/index.ts';

/**
 * Policies with every kind of setting. Only users that do not write are exempted, so all hosts must agree.
 */
export const policies: Readonly<Record<string, Policy>> = {
  recommended: compilePolicy({}, rules),
  strict: compilePolicy({ preset: 'strict' }, rules),
  advisory: compilePolicy({ preset: 'advisory' }, rules),
  governed: compilePolicy(
    {
      preset: 'strict',
      rules: {
        'require-allowed-mirror': { options: { allowed: ['reg.local:5000', 'm.io'] } },
        'no-denied-mirror': { level: 'warn', options: { denied: ['*.src.io'] } },
      },
      exemptions: [
        {
          name: 'old',
          reason: 'expired',
          rules: ['*'],
          users: ['alice'],
          expires: '2026-11-21',
          kinds: ['ImageTagMirrorSet'],
        },
        { name: 'others', reason: 'another user', rules: ['*'], users: ['bob'] },
      ],
      breakGlass: { users: ['root'] },
    },
    rules,
  ),
};
