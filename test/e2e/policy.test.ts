import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { kubectlWith } from './support/kubectl.ts';
import { removeAccounts } from './support/metrics.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { readPodLogs } from './support/pods.ts';
import { untilPolicyLines, untilStatus, writePolicy } from './support/policy.ts';
import { installStandard } from './support/standard-installation.ts';

const governed = { 'require-allowed-mirror': { options: { allowed: ['mirror.example.com'] } } };
const elsewhere = idms('elsewhere').mirror('quay.io/web', ['desk.example.org:5000/web']);
/** Impersonated users also need permission to write. */
const as = (user: string, group: string) => [
  `--as=${user}`,
  `--as-group=${group}`,
  '--as-group=system:masters',
];
const dryRun = (user: string, group: string, object = elsewhere) =>
  kubectlWith(object, ['create', '--dry-run=server', ...as(user, group)]);

const enforcing = `rules:
  require-allowed-mirror:
    options: {allowed: [mirror.example.com]}
exemptions:
  - {name: web-moves, reason: Being copied., ticket: OPS-1, expires: 2999-12-31, groups: [web], rules: [require-allowed-mirror], sources: [quay.io/web]}
breakGlass: {groups: [oncall]}
`;

describe('a policy in the cluster', () => {
  beforeAll(() => installStandard({ policy: { preset: 'advisory', rules: governed } }));
  afterEach(removeAllMirrorSets);
  afterAll(async () => {
    await removeAccounts();
    await installStandard();
  });

  it('warns instead of denying with the advisory preset', async () => {
    const { status, stderr } = await kubectlWith(elsewhere, ['create']);
    expect(status).toBe(0);
    expect(stderr).toContain(
      'would be denied: mirror "desk.example.org:5000/web" is not in an allowed registry',
    );
  });

  it('takes effect without a restart when its ConfigMap changes', async () => {
    await writePolicy(enforcing);
    const { status, stderr } = await untilStatus(1, () => dryRun('tom', 'tools'));
    expect(status).toBe(1);
    expect(stderr).toContain(
      'require-allowed-mirror: mirror "desk.example.org:5000/web" is not in an allowed registry',
    );
  });

  it('exempts the listed users with a warning and an audit record', async () => {
    await untilStatus(0, () => dryRun('wendy', 'web'));
    const { status, stderr } = await kubectlWith(elsewhere, ['create', ...as('wendy', 'web')]);
    expect(status).toBe(0);
    expect(stderr).toContain('exempted until 2999-12-31 by "web-moves" (OPS-1): ');
    const records = (await readPodLogs()).filter(
      ({ name, dryRun }) => name === 'elsewhere' && dryRun === false,
    );
    expect(records).toContainEqual(
      expect.objectContaining({
        stage: 'validate',
        user: expect.objectContaining({ name: 'wendy' }),
        verdict: 'allow',
        exemptionsUsed: [
          expect.objectContaining({ name: 'web-moves', rule: 'require-allowed-mirror', ticket: 'OPS-1' }),
        ],
      }),
    );
  });

  it('allows break-glass writes of the listed group only', async () => {
    const burning = elsewhere.with({
      metadata: { name: 'elsewhere', annotations: { 'mirrorguard.io/break-glass': 'INC-9' } },
    });
    const olga = await dryRun('olga', 'oncall', burning);
    expect(olga).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('allowed by break-glass ("INC-9"): '),
    });
    const tom = await dryRun('tom', 'tools', burning);
    expect(tom).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('the policy does not allow "tom" to use it'),
    });
  });

  it('remains in effect while the changed policy is invalid, and every replica reports it', async () => {
    await writePolicy('preset: lenient\n');
    const lines = await untilPolicyLines((line) => line.includes('lenient'));
    expect(lines).toHaveLength(2);
    for (const line of lines)
      expect(line).toMatch(
        /^\[\+\]policy ok: the previous policy is enforced, because .*policy\.yaml:1:9: preset must be one of/,
      );
    expect((await dryRun('tom', 'tools')).status).toBe(1);
    await writePolicy(enforcing);
    for (const line of await untilPolicyLines((other) => other.endsWith('is enforced')))
      expect(line).toMatch(/is enforced$/);
  });
});
