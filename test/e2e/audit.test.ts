import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { readPodLogs } from './support/pods.ts';
import { installStandard } from './support/standard-installation.ts';

interface ApiServerEvent {
  readonly verb: string;
  readonly objectRef?: { readonly name?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

describeOnOwnCluster("the API server's audit log", 'access to the audit log file', (state) => {
  /** The event of the only write of this object. */
  async function eventOf(name: string): Promise<ApiServerEvent> {
    const lines = (await readFile(join(state, 'audit.log'), 'utf8')).trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as ApiServerEvent);
    const found = events.filter((event) => event.objectRef?.name === name && event.verb === 'create');
    expect(found).toHaveLength(1);
    return found[0] as ApiServerEvent;
  }

  beforeAll(() => installStandard());
  beforeAll(removeAllMirrorSets);

  it('contains the decision and the id of its audit record', async () => {
    await kubectlWith(idms('audited-good').mirror('quay.io/team/app', ['mirror.example.com']), ['create']);
    const { annotations } = await eventOf('audited-good');
    expect(annotations).toMatchObject({
      'validate.mirrorguard.io/verdict': 'allow',
      'validate.mirrorguard.io/warned': 'no-bare-host-mirror',
    });
    const records = (await readPodLogs()).filter(
      ({ uid }) => uid === annotations?.['validate.mirrorguard.io/uid'],
    );
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ stage: 'validate', name: 'audited-good', verdict: 'allow' });
  });

  it('contains the ids of the denying rules', async () => {
    await kubectlWith(idms('audited-bad').mirror('quay.io/team', ['*.example.com']), ['create']);
    const { annotations } = await eventOf('audited-bad');
    expect(annotations).toMatchObject({
      'mutate.mirrorguard.io/verdict': 'deny',
      'mutate.mirrorguard.io/denied': 'no-wildcard-mirror',
    });
    const records = (await readPodLogs()).filter(
      ({ uid }) => uid === annotations?.['mutate.mirrorguard.io/uid'],
    );
    expect(records).toMatchObject([{ stage: 'mutate', name: 'audited-bad', verdict: 'deny' }]);
  });

  it('contains the id of each mutation', async () => {
    await kubectlWith(idms('audited-mutation').mirror('quay.io/team', ['mirror.example.com/team/']), [
      'create',
    ]);
    expect((await eventOf('audited-mutation')).annotations).toMatchObject({
      'mutate.mirrorguard.io/mutated.remove-trailing-slash': 'true',
    });
  });
});
