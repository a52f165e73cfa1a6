import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { helpOfAll } from '../../scripts/generate/cli-reference.ts';
import { idms } from '../../src/rules/example.ts';
import { beginning, sealAfter } from '../audit/seal-after.ts';
import { defaultClusters, serveCluster, server } from './live/live-server.ts';
import { run } from './run.ts';
import { inFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');

interface Example {
  readonly source: string;
  readonly command: string;
}

/** `$ mirrorguard lint a.yaml   # a comment`, alone or in a pipe. */
const commandLine = /^\s*(?:\$ )?((?:[^#]*\| )?(?:mirrorguard|npm run -s cli --) .*)$/;

function commandsIn(source: string, text: string): readonly Example[] {
  return text.split('\n').flatMap((line) => {
    const [, command = ''] = commandLine.exec(line) ?? [];
    return command === '' ? [] : [{ source, command: command.replace(/\s+#.*$/, '') }];
  });
}

function shellBlocks(page: string): string {
  return [...page.matchAll(/^```(?:sh|console)\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join('\n');
}

const pages = ['README.md', ...globSync('docs/guides/*.md', { cwd: root })].sort();
const examples: readonly Example[] = [
  ...helpOfAll().flatMap(([name, help]) =>
    commandsIn(`${name} --help`, help.slice(help.indexOf('\nExamples:'))),
  ),
  ...pages.flatMap((page) => commandsIn(page, shellBlocks(readFileSync(join(root, page), 'utf8')))),
];

/** Examples that cannot run here, with the reason. */
const skipped: Readonly<Record<string, string>> = {
  'kubectl ': 'needs a cluster',
  '--head ': 'has the head of another audit log',
};

const set = JSON.stringify(idms('team').mirror('quay.io/team', ['mirror.example.com/team']).object);
const sourcePolicy = JSON.stringify({
  apiVersion: 'operator.openshift.io/v1alpha1',
  kind: 'ImageContentSourcePolicy',
  metadata: { name: 'old' },
  spec: { repositoryDigestMirrors: [{ source: 'quay.io/team', mirrors: ['mirror.example.com/team'] }] },
});
const review = JSON.stringify({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: '1',
    kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
    operation: 'CREATE',
    name: 'team',
    userInfo: { username: 'alice' },
    object: JSON.parse(set),
  },
});

const auditRecord = JSON.stringify({
  schemaVersion: 1,
  time: '2026-01-01T00:00:00.000Z',
  uid: '1',
  stage: 'validate',
  operation: 'CREATE',
  kind: 'ImageDigestMirrorSet',
  name: 'team',
  user: { name: 'alice', groups: [] },
  dryRun: false,
  verdict: 'allow',
  rules: [],
  notEvaluated: [],
  exemptionsUsed: [],
  exemptionsRejected: [],
  failure: null,
  durationMs: 1,
});
const pod = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'web', image: 'quay.io/team/web:v1' }] },
});
const auditLog = `${sealAfter(beginning, auditRecord, { opens: { previousFile: null } }).line}\n`;
const cases = `cases: [{name: a, object: ${set}, expect: {verdict: allow}}]\n`;

/** Small inputs for each file and folder in the examples. */
const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['new', 'template', 'idms', 'team', 'never', 'backup'].map((name) => [`${name}.yaml`, set]),
  ),
  ...Object.fromEntries(
    ['manifests', 'must-gather', 'dump', 'before', 'after', 'stored'].map((name) => [
      `${name}/idms.yaml`,
      set,
    ]),
  ),
  'icsp.yaml': sourcePolicy,
  'request.json': review,
  'policy.yaml': 'preset: recommended\n',
  'policy-test.yaml': cases,
  'cases.yaml': cases,
  'audit.log': auditLog,
  'audit.jsonl': auditLog,
  'audit.key': 'k'.repeat(32),
  'kube-apiserver.log': '{"kind":"Event","stageTimestamp":"2026-01-01T00:00:00.000000Z"}\n',
};

/** Files and folders that the examples write. */
const outputs: ReadonlySet<string> = new Set(['migrated/', 'mirrorguard.html', 'report.html']);

interface Invocation {
  readonly args: readonly string[];
  readonly stdin: string;
}

/** The arguments and the input of mirrorguard in a shell command. Other programs of a pipe are not run. */
function toInvocation(command: string, folder: string): Invocation {
  const own = command.split(' | ').find((part) => /^(mirrorguard|npm run -s cli --) /.test(part)) ?? '';
  const [line = ''] = own.split(/ >>? /);
  const [text = '', input] = line.split(' < ');
  const words = text.replace(/^(mirrorguard|npm run -s cli --) /, '').match(/'[^']*'|\S+/g) ?? [];
  const args = words.map((word) => {
    const path = word
      .replace(/^'(.*)'$/, '$1')
      .replace(/^\/var\/log\/mirrorguard\//, '')
      .replace(/\*$/, '');
    const isInput = Object.keys(files).some(
      (name) => name === path || name.startsWith(`${path.replace(/\/$/, '')}/`),
    );
    // The value of -o can be FORMAT=FILE.
    const toFile = /^(\w+)=(\S+\.\w+)$/.exec(word);
    if (toFile !== null) return `${toFile[1]}=${join(folder, toFile[2] ?? '')}`;
    return isInput || outputs.has(word) ? join(folder, path) : path;
  });
  const piped = command.startsWith('helm template') || command.startsWith('oc get pods') ? pod : set;
  return { args, stdin: input === undefined ? piped : (files[input] ?? '') };
}

const skipReason = (command: string) => Object.entries(skipped).find(([part]) => command.includes(part))?.[1];

describe('examples of help, README and guides', () => {
  serveCluster();
  // `doctor` lists these Deployments. Without an installation, it exits with status 1.
  beforeEach(() =>
    server.serve('/apis/apps/v1/deployments?labelSelector=app.kubernetes.io%2Fname%3Dmirrorguard'),
  );

  it('are found in the help, README and the guides', () => {
    const sources = new Set(examples.map(({ source }) => source));
    expect([...sources]).toEqual(
      expect.arrayContaining([
        'mirrorguard --help',
        'mirrorguard lint --help',
        'README.md',
        'docs/guides/cli.md',
      ]),
    );
    expect(examples.length).toBeGreaterThan(40);
  });

  it.each(examples.filter(({ command }) => skipReason(command) === undefined))(
    'run: $source: $command',
    async ({ command }) => {
      const { code, err } = await inFolder(files, (folder) => {
        const { args, stdin } = toInvocation(command, folder);
        return run(args, { stdin, clusters: defaultClusters(folder) });
      });
      // Status 2 means that a flag, an id or an input of the example is invalid.
      expect({ canRun: code !== 2, err: code === 2 ? err : '' }).toEqual({ canRun: true, err: '' });
    },
  );
});

/**
 * The kinds in the documentation, in singular; `isKnown` also accepts a plural with "s". Includes short
 * names.
 */
const knownResources = new Set([
  ...['imagedigestmirrorset', 'imagetagmirrorset', 'clusterversion', 'clusteroperator', 'configmap'],
  ...['secret', 'namespace', 'service', 'deployment', 'pod', 'node', 'machineconfig', 'machineconfigpool'],
  ...['validatingwebhookconfiguration', 'mutatingwebhookconfiguration', 'certificate', 'event', 'lease'],
  ...[
    'poddisruptionbudget',
    'customresourcedefinition',
    'machineconfiguration',
    'image.config',
    'images.config.openshift.io',
    'clusterreport',
    'endpointslice',
  ],
  ...['validatingadmissionpolicybinding', 'images.config.openshift.io', 'clusterreport'],
  // Short names. ImageContentSourcePolicy has none.
  ...['idms', 'itms', 'cm', 'deploy', 'po', 'svc', 'ns', 'no', 'mcp', 'mc', 'co', 'crd', 'pdb'],
]);
const isKnown = (name: string) =>
  knownResources.has(name) ||
  knownResources.has(name.replace(/s$/, '')) ||
  /^imagecontentsourcepolic(y|ies)$/.test(name);
const read = /\b(?:oc|kubectl)(?: -n \S+)? (?:get|delete|describe|edit|patch) ([a-z][a-z.,]*)/g;

describe('resource names in kubectl and oc commands', () => {
  const texts = [
    ...helpOfAll(),
    ...[...pages, ...globSync('docs/{reference,rules}/*.md', { cwd: root })].map(
      (page) => [page, readFileSync(join(root, page), 'utf8')] as const,
    ),
  ];

  it('are known to the API server', () => {
    const unknown = texts.flatMap(([source, text]) =>
      [...text.matchAll(read)].flatMap(([command, names = '']) =>
        names.split(',').every(isKnown) ? [] : [`${source}: ${command}`],
      ),
    );
    expect(unknown).toEqual([]);
  });

  it.each([
    ['icsp', false],
    ['imagecontentsourcepolicy', true],
    ['imagecontentsourcepolicies', true],
    ['idms', true],
    ['image.config', true],
  ])('%s is known: %s', (name, expected) => {
    expect(isKnown(name)).toBe(expected);
  });
});
