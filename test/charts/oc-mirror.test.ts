import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { packageChart } from '../../scripts/package-chart.ts';
import { run } from '../cli/run.ts';
import { describeWithHelm4, describeWithOcMirror, ocMirrorImages } from './describe-with-program.ts';

const root = join(import.meta.dirname, '..', '..');
const chart = join(root, 'charts', 'mirrorguard');
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const { appVersion } = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8')) as {
  readonly appVersion: string;
};

interface Found {
  readonly kubeVersion: string;
  readonly images: readonly string[];
}

const findImages = (path: string) =>
  JSON.parse(execFileSync(ocMirrorImages, [path], { encoding: 'utf8' })) as Found;

/** The mirror set that oc-mirror writes for an image: by namespace, in the generic category. */
function mirrorSetFor(image: string): object {
  const [, namespace = ''] = image.match(/^(.*)\/[^/]+$/) ?? [];
  const entry = { source: namespace, mirrors: [namespace.replace(/^[^/]+/, 'registry.example.com:5000')] };
  const [kind, prefix, field] = image.includes('@')
    ? ['ImageDigestMirrorSet', 'idms', 'imageDigestMirrors']
    : ['ImageTagMirrorSet', 'itms', 'imageTagMirrors'];
  return {
    apiVersion: 'config.openshift.io/v1',
    kind,
    metadata: { name: `${prefix}-generic-0` },
    spec: { [field]: [entry] },
  };
}

describeWithOcMirror('oc-mirror', () => {
  let folder: string;
  let packaged: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mirrorguard-oc-mirror-'));
    packaged = packageChart(digest, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function predictRollout(image: string): Promise<unknown> {
    const before = join(folder, 'before.yaml');
    const after = join(folder, 'after.yaml');
    writeFileSync(
      before,
      stringify({ apiVersion: 'config.openshift.io/v1', kind: 'Image', metadata: { name: 'cluster' } }),
    );
    writeFileSync(after, stringify(mirrorSetFor(image)));
    const { out } = await run(['diff', '--apply', '--format', 'json', before, after]);
    return (JSON.parse(out) as { readonly rollout: { readonly verdict: unknown } }).rollout.verdict;
  }

  it('finds exactly one image in the packaged chart, by digest', () => {
    expect(findImages(packaged)).toEqual({
      kubeVersion: 'v1.20.0',
      images: [`quay.io/mirrorguard/mirrorguard@${digest}`],
    });
  });

  it('finds the image by tag in the unreleased chart', () => {
    expect(findImages(chart).images).toEqual([`quay.io/mirrorguard/mirrorguard:${appVersion}`]);
  });

  it('causes a reload with the mirror set of the packaged chart', async () => {
    expect(await predictRollout(findImages(packaged).images[0] ?? '')).toBe('reload');
  });

  it('would cause a drain with the mirror set of a chart that references its image by tag', async () => {
    expect(await predictRollout(findImages(chart).images[0] ?? '')).toBe('drain');
  });
});

describeWithHelm4('the packaged chart', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mirrorguard-package-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('states the digest in its values and in its README', () => {
    const packaged = packageChart(digest, folder);
    const read = (path: string) =>
      execFileSync('tar', ['--extract', '--to-stdout', '--file', packaged, `mirrorguard/${path}`], {
        encoding: 'utf8',
      });
    expect(parse(read('values.yaml'))).toMatchObject({ image: { digest } });
    expect(read('README.md')).toMatch(new RegExp(`^\\| \`image\\.digest\` .*\`"${digest}"\` \\|$`, 'm'));
  });

  it('does not depend on the time of its build', () => {
    const [first, second] = ['first-', 'second-'].map((prefix) =>
      packageChart(digest, mkdtempSync(join(folder, prefix))),
    );
    const list = execFileSync('tar', ['--list', '--verbose', '--file', first ?? ''], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    });
    for (const line of list.trim().split('\n')) expect(line).toContain(' 1970-01-01 00:00 ');
    expect(readFileSync(first ?? '').equals(readFileSync(second ?? ''))).toBe(true);
  });

  it.each(['', 'latest', `sha256:${'0'.repeat(63)}`, `sha512:${'0'.repeat(64)}`])(
    'is not created for the invalid digest %j',
    (invalid) => {
      expect(() => packageChart(invalid, folder)).toThrow(`"${invalid}" is not a sha256 digest`);
    },
  );
});
