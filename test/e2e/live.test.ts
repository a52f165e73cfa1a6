import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clusterAccess } from '../../src/main/cluster-access.ts';
import { type ExampleObject, idms, itms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { run } from '../cli/run.ts';
import { inFolder } from '../cli/temporary-folder.ts';
import { bundleCli } from '../support/bundle-cli.ts';
import { createAuthority } from './support/authority.ts';
import { expectEventually } from './support/eventually.ts';
import { isGuarded } from './support/guarded.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { readPodLogs } from './support/pods.ts';
import { release } from './support/release.ts';
import { expectSuccess, runCommand } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

interface Reported {
  readonly severity: string;
  readonly path: string;
}

const mirrorguard = (...args: readonly string[]) => run(args, { clusters: clusterAccess, nowMs: Date.now });
const described = (findings: readonly (Reported & { readonly id: string })[]) =>
  findings.map(({ id, severity, path }) => `${severity} ${id} ${path}`).sort();

/** Excludes rules that apply only to files. */
const isOfWebhook = ({ rule: id }: { readonly rule: string }) =>
  rules.find((rule) => rule.id === id)?.meta.hosts?.includes('admission') ?? true;

beforeAll(() => installStandard());
afterAll(removeAllMirrorSets);

describe('lint --live', () => {
  beforeAll(async () => {
    const stored = [
      idms('live-team').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team']),
      itms('live-tags').mirror('quay.io/tags', ['a.example.com/tags']),
    ];
    for (const object of stored) await kubectlWith(object, ['apply']);
  });

  /** The record of the validating webhook about a dry run of this object. */
  async function auditedDryRun(object: ExampleObject) {
    await kubectlWith(object, ['apply', '--dry-run=server']);
    let record: Readonly<Record<string, unknown>> | undefined;
    // The record follows the response.
    await expectEventually(async () => {
      record = (await readPodLogs()).findLast(
        ({ stage, name, dryRun }) => stage === 'validate' && name === object.name && dryRun === true,
      );
      return record !== undefined;
    });
    const { verdict, rules } = record as unknown as {
      readonly verdict: string;
      readonly rules: readonly (Reported & { readonly id: string })[];
    };
    return { verdict, rules: described(rules) };
  }

  async function linted(object: ExampleObject) {
    const { code, out } = await inFolder({ 'new.yaml': JSON.stringify(object.object) }, (folder) =>
      mirrorguard('lint', '--live', '-o', 'json', `${folder}/new.yaml`),
    );
    const { findings } = JSON.parse(out) as {
      readonly findings: readonly (Reported & { readonly rule: string })[];
    };
    return {
      verdict: code === 1 ? 'deny' : 'allow',
      rules: described(findings.filter(isOfWebhook).map(({ rule, ...rest }) => ({ id: rule, ...rest }))),
    };
  }

  it.each<readonly [string, ExampleObject, 'allow' | 'deny', string]>([
    [
      'a new source',
      idms('live-new').mirror('quay.io/new', ['m.example.com/new']),
      'allow',
      'rollout-reload',
    ],
    [
      'tag mirrors',
      itms('live-drain').mirror('quay.io/drain', ['m.example.com/d']),
      'allow',
      'rollout-drain',
    ],
    [
      'a conflicting policy',
      idms('live-conflict').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
      'deny',
      'no-conflicting-source-policy',
    ],
    [
      'another order',
      idms('live-order').mirror('quay.io/team', ['b.example.com/team', 'a.example.com/team']),
      'allow',
      'no-conflicting-mirror-order',
    ],
    ['an update', idms('live-team').mirror('quay.io/team', ['c.example.com/team']), 'allow', 'rollout-drain'],
    [
      'several faults',
      idms('live-faults')
        .mirror('quay.io/mirrorguard', ['mirror.example.com:5000/x'], 'NeverContactSource')
        .mirror('quay.io/mirrorguard', ['other.example.com/x'], 'AllowContactingSource'),
      'deny',
      'no-conflicting-policy-in-object',
    ],
  ])('decides as the webhook does about %s', async (_, object, verdict, rule) => {
    const audited = await auditedDryRun(object);
    expect(await linted(object)).toEqual(audited);
    expect(audited.verdict).toBe(verdict);
    expect(audited.rules).toContainEqual(expect.stringContaining(` ${rule} `));
  });

  it('reports what a restricted ServiceAccount cannot read', async () => {
    const role = 'live-restricted';
    await expectSuccess('kubectl', ['create', 'serviceaccount', role, '--namespace', 'default']);
    const resources = [
      ...['imagedigestmirrorsets', 'imagetagmirrorsets', 'images', 'clusterversions', 'infrastructures'].map(
        (resource) => `${resource}.config.openshift.io`,
      ),
      'imagecontentsourcepolicies.operator.openshift.io',
    ];
    await expectSuccess('kubectl', [
      'create',
      'clusterrole',
      role,
      '--verb=get,list',
      `--resource=${resources.join()}`,
    ]);
    await expectSuccess('kubectl', [
      'create',
      'clusterrolebinding',
      role,
      `--clusterrole=${role}`,
      `--serviceaccount=default:${role}`,
    ]);
    const token = (await expectSuccess('kubectl', ['create', 'token', role, '--namespace=default'])).trim();
    const config = JSON.parse(
      await expectSuccess('kubectl', ['config', 'view', '--raw', '--minify', '--output=json']),
    ) as { users: { name: string; user: unknown }[] };
    const kubeconfig = JSON.stringify({
      ...config,
      users: config.users.map(({ name }) => ({ name, user: { token } })),
    });
    await inFolder(
      { kubeconfig, 'new.yaml': JSON.stringify(idms('n').mirror('quay.io/n', ['m.example.com/n']).object) },
      async (folder) => {
        const options = ['--kubeconfig', `${folder}/kubeconfig`, `${folder}/new.yaml`];
        const { code, err } = await mirrorguard('lint', ...options);
        expect(code).toBe(0);
        expect(err).toMatch(/^warning: unknown: .*\n$/);
        expect(err).toContain(
          'imagePolicies (forbidden, needs get and list on ' +
            'clusterimagepolicies.config.openshift.io and imagepolicies.config.openshift.io)',
        );
        expect(err).toContain('machineconfigs.machineconfiguration.openshift.io');
        expect((await mirrorguard('lint', '--fail-on', 'warn', ...options)).code).toBe(1);
      },
    );
  });
});

describe('status', () => {
  it('shows the cluster, and what a file changes', async () => {
    const { code, out, err } = await mirrorguard('status');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Objects   1 ImageDigestMirrorSet, 1 ImageTagMirrorSet\n');
    expect(out).toContain('Operator  applies mirror and registry changes\n');
    expect(out).toContain('a.example.com/team (by digest), then b.example.com/team (by digest)');
    const change = JSON.stringify(itms('more').mirror('quay.io/more', ['a.example.com/more']).object);
    const applied = await inFolder({ 'new.yaml': change }, (folder) =>
      mirrorguard('status', `${folder}/new.yaml`),
    );
    expect(applied.out).toContain('Rollout: drain (');
  });
});

describe('kubectl mirrorguard', () => {
  it('runs as a plugin of kubectl', async () => {
    await inFolder({}, async (folder) => {
      symlinkSync(await bundleCli(folder), join(folder, 'kubectl-mirrorguard'));
      await runCommand('chmod', ['+x', join(folder, 'cli.mjs')]);
      const env = { PATH: `${folder}:${process.env.PATH}` };
      const help = await kubectl(['mirrorguard', 'status', '--help'], { env });
      expect(help.stdout).toContain('Usage: kubectl mirrorguard status [options] [paths...]\n');
      expect(help.stdout).toContain('$ kubectl mirrorguard status new.yaml\n');
      expect((await kubectl(['mirrorguard', 'status'], { env })).stdout).toContain('Operator  applies');
    });
  });
});

describe('doctor', () => {
  const doctor = async (...args: readonly string[]) => {
    const { code, out } = await mirrorguard('doctor', '-o', 'json', ...args);
    const { checks } = JSON.parse(out) as {
      readonly checks: readonly {
        readonly name: string;
        readonly status: string;
        readonly message: string;
      }[];
    };
    const status = (name: string) => checks.find((check) => check.name === name)?.status;
    return { code, checks, status };
  };

  it('finds a healthy installation', async () => {
    const { code, checks } = await doctor();
    expect(checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'configuration ok',
      'certificate ok',
      'caBundle ok',
      'endpoints ok',
      'rights ok',
      'denial ok',
    ]);
    expect(checks.find(({ name }) => name === 'rights')?.message).toMatch(
      / has its permissions; MachineConfigs are not read \(machineConfigs\.enabled\)$/,
    );
    expect(code).toBe(0);
  });

  it('detects a deleted configuration', async () => {
    const target = ['validatingwebhookconfiguration', release];
    const saved = await expectSuccess('kubectl', ['get', ...target, '--output=json']);
    await expectSuccess('kubectl', ['delete', ...target]);
    const { code, checks } = await doctor();
    const { metadata, ...rest } = JSON.parse(saved) as { metadata: Record<string, unknown> };
    const { uid: _uid, resourceVersion: _version, managedFields: _fields, ...kept } = metadata;
    // Helm must stay the owner of the fields, or the next upgrade has a conflict.
    await kubectlWith({ ...rest, metadata: kept }, ['apply', '--server-side', '--field-manager=helm']);
    expect(code).toBe(1);
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: 'configuration',
        status: 'failed',
        message: expect.stringContaining(`ValidatingWebhookConfiguration ${release} does not exist`),
      }),
    );
  });

  it('detects a wrong caBundle, and a Service without endpoints', async () => {
    const deployment = ['deployment', release, '--namespace', release];
    // Without pods, caBundle is not restored.
    await expectSuccess('kubectl', ['scale', ...deployment, '--replicas=0']);
    await expectSuccess('kubectl', ['wait', '--for=delete', 'pod', '--all', '--namespace', release]);
    const authority = await createAuthority();
    const caBundle = Buffer.from(authority.certificate).toString('base64');
    await authority.close();
    const patch = [{ op: 'replace', path: '/webhooks/0/clientConfig/caBundle', value: caBundle }];
    await expectSuccess('kubectl', [
      ...['patch', 'validatingwebhookconfiguration', release, '--type=json'],
      `--patch=${JSON.stringify(patch)}`,
    ]);
    const { code, status, checks } = await doctor();
    expect(code).toBe(1);
    expect([status('caBundle'), status('endpoints'), status('denial')]).toEqual([
      'failed',
      'failed',
      'failed',
    ]);
    expect(checks.find(({ name }) => name === 'caBundle')?.message).toContain(
      'does not match the serving certificate',
    );
    await expectSuccess('kubectl', ['scale', ...deployment, '--replicas=2']);
    await expectEventually(isGuarded);
  });

  it('finds no installation in another namespace', async () => {
    const { code, checks } = await doctor('--namespace', 'default');
    expect(code).toBe(1);
    expect(checks[0]).toMatchObject({ name: 'installation', status: 'failed' });
  });
});
