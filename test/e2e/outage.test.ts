import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { idms } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { scaleDeployment, scaleTo } from './support/pods.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const stored = idms('stored').mirror('quay.io/stored', ['mirror.example.com/stored']);
const malformed = idms('team').mirror('quay.io/team', ['*.example.com']);

interface ExemptOperator {
  readonly user: string;
  readonly groups: readonly string[];
  readonly operations: readonly (keyof typeof dryRuns)[];
}

const { webhook } = parse(readFileSync('charts/mirrorguard/values.yaml', 'utf8')) as {
  readonly webhook: { readonly exemptOperators: readonly ExemptOperator[] };
};
const { exemptOperators } = webhook;

const target = [resources.ImageDigestMirrorSet, stored.name];
const dryRun = '--dry-run=server';
const dryRuns = {
  CREATE: (as: readonly string[]) => kubectlWith(good, ['create', dryRun, ...as]),
  UPDATE: (as: readonly string[]) => kubectl(['label', ...target, 'team=a', dryRun, ...as]),
  DELETE: (as: readonly string[]) => kubectl(['delete', ...target, dryRun, ...as]),
};

/** The group system:masters permits the write in this cluster; the exemption does not depend on it. */
function toImpersonation(user: string, groups: readonly string[]): readonly string[] {
  return [`--as=${user}`, ...[...groups, 'system:masters'].map((group) => `--as-group=${group}`)];
}

describe('an installation without a ready pod', () => {
  describe('with failurePolicy Fail', () => {
    beforeAll(async () => {
      await installStandard();
      await kubectlWith(stored, ['create']);
      await scaleTo(0);
    });
    // The pods write their CA to the configurations, so helm restores these first and waits for the pods.
    afterAll(() => scaleDeployment(2).then(() => installStandard()));

    it('denies mirror sets', async () => {
      const { status, stderr } = await kubectlWith(good, ['create']);
      expect(status).toBe(1);
      expect(stderr).toContain('failed calling webhook "mutate.mirrorguard.io"');
    });

    describe.each(exemptOperators)('the operator $user', ({ user, groups, operations }) => {
      it.each(['CREATE', 'UPDATE', 'DELETE'] as const)(
        'is exempt from %s only if it needs it',
        async (operation) => {
          const asOperator = toImpersonation(user, groups);
          const { status, stderr } = await dryRuns[operation](asOperator);
          if (operations.includes(operation)) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
          else expect(stderr).toContain('failed calling webhook');
        },
      );

      it('is not exempt without its groups', async () => {
        const [operation = 'CREATE'] = operations;
        // Kubernetes adds system:authenticated to each impersonated user.
        const isInAll = groups.every((group) => group === 'system:authenticated');
        const { stderr } = await dryRuns[operation](toImpersonation(user, []));
        if (isInAll) expect(stderr).toBe('');
        else expect(stderr).toContain('failed calling webhook');
      });
    });

    it('allows mirror sets as soon as both configurations are deleted', async () => {
      const removal = ['delete', 'validatingwebhookconfiguration,mutatingwebhookconfiguration', release];
      expect((await kubectl(removal)).status).toBe(0);
      expect(await kubectlWith(good, ['create'])).toMatchObject({ status: 0, stderr: '' });
      await removeAllMirrorSets();
    });
  });

  describe('with failurePolicy Ignore', () => {
    beforeAll(() => installStandard({ 'webhook.failurePolicy': 'Ignore' }).then(() => scaleTo(0)));
    afterAll(() => scaleTo(2));
    afterEach(removeAllMirrorSets);

    it('allows a mirror set without evaluation', async () => {
      expect(await kubectlWith(good, ['create'])).toMatchObject({ status: 0 });
      expect((await kubectl(['get', resources.ImageDigestMirrorSet, 'team'])).status).toBe(0);
    });

    it('leaves malformed objects to the schema of the CRD', async () => {
      const { status, stderr } = await kubectlWith(malformed, ['create']);
      expect(status).toBe(1);
      expect(stderr).toContain('should match');
    });
  });
});
