import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { NameView, PoolPullView, PullsView } from '../../src/page/worker/pull-view.ts';
import { vectorObjects } from '../conformance/vector-objects.ts';
import { worldOf } from '../conformance/world-of.ts';
import { useReports } from './support/report.ts';

const reports = useReports();
const worlds = 1000;
/** The number of worlds for which the text of the page is compared too. */
const shownClusters = 40;

interface TestCluster {
  readonly file: string;
  readonly text: string;
  readonly images: readonly string[];
}

function randomCluster(seed: number, folder: string): TestCluster {
  const { input } = worldOf(seed);
  const named = (input.refs ?? []).filter((image) => /^\S+$/.test(image));
  const images = [...new Set([...named, 'src.io/a/app:v1', `quay.io/ns/app@sha256:${'1'.repeat(64)}`])];
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: vectorObjects(input) }, undefined, 1);
  const file = join(folder, `world-${seed}.json`);
  writeFileSync(file, text);
  return { file, text, images };
}

/** The results of the bundled worker of the page. */
async function pullsInPage(page: Page, inputs: readonly TestCluster[]): Promise<readonly PullsView[]> {
  return (await page.evaluate(`(async () => {
    const source = document.getElementById('worker').textContent;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    let id = 0;
    const call = (name, takes) => new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => 'error' in data ? reject(new Error(data.error)) : resolve(data.result);
      worker.postMessage({ id: ++id, name, takes });
    });
    const results = [];
    for (const { file, text, images } of ${JSON.stringify(inputs)}) {
      await call('read', { texts: [{ name: file, text }], into: 'state' });
      results.push(await call('pulls', { cluster: 0, side: 'after', text: images.join('\\n') }));
    }
    worker.terminate();
    return results;
  })()`)) as readonly PullsView[];
}

/** A result of `resolve -o json`, in the shape of the page. */
// biome-ignore lint/suspicious/noExplicitAny: the JSON of another program
function fromJson(name: any) {
  // biome-ignore lint/suspicious/noExplicitAny: the JSON of another program
  const fields = (origins: readonly any[]) =>
    origins.map(({ kind, name: of, path, file, line }) =>
      file === undefined ? { kind, name: of, path } : { kind, name: of, path, file, line },
    );
  return {
    reference: name.reference,
    image: name.image,
    pulledBy: name.pulledBy,
    matchedPrefix: name.matchedPrefix,
    verdict: name.verdict,
    failsAt: name.failsAt && { location: name.failsAt.location, fields: fields(name.failsAt.origins) },
    policy: name.policy && {
      verdict: name.policy.verdict,
      scope: name.policy.scope,
      fields: fields(name.policy.origins),
    },
    // biome-ignore lint/suspicious/noExplicitAny: the JSON of another program
    locations: name.sources.map((source: any) => ({
      reference: source.reference,
      serves: source.pullFromMirror ?? 'source',
      insecure: source.insecure,
      blockedBy: source.blockedBy,
      because: source.because,
      fields: fields(source.blockedBy === null ? source.origins : source.blockedOrigins),
    })),
  };
}

function fromPage({ others: _, ...name }: NameView): unknown {
  return name;
}

function poolFromPage({ name, candidates, pools }: PoolPullView) {
  return { name: fromPage(name), candidates: candidates.map(fromPage), pools };
}

// biome-ignore lint/suspicious/noExplicitAny: the JSON of another program
function poolFromJson(pull: any) {
  return { name: fromJson(pull), candidates: pull.candidates.map(fromJson), pools: pull.pools };
}

describe('the page and resolve -o json', () => {
  it(`agree on ${worlds} random worlds`, async () => {
    const folder = reports.folder({ 'README.md': '' });
    const inputs = Array.from({ length: worlds }, (_, seed) => randomCluster(seed, folder));
    const plain = reports.folder({ 'empty.html': '' });
    // Remove the content security policy, which allows only the page's own worker.
    const file = await reports.write('--empty');
    const copy = join(plain, 'page.html');
    writeFileSync(
      copy,
      readFileSync(file, 'utf8').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
    );
    const page = await reports.open(copy);
    const results = await pullsInPage(page, inputs);
    let compared = 0;
    for (const [index, { file: input, images }] of inputs.entries()) {
      const { out } = await reports.cli('resolve', '-o', 'json', '--in', input, '--', ...images);
      const expected = JSON.parse(out);
      const { pulls, stops, loadError } = results[index] as PullsView;
      expect({
        input,
        pulls: pulls.map((pull) => [poolFromPage(pull), pull.otherPools.map(poolFromPage)]),
      }).toEqual({
        input,
        // biome-ignore lint/suspicious/noExplicitAny: the JSON of another program
        pulls: expected.results.map((pull: any) => [poolFromJson(pull), pull.otherPools.map(poolFromJson)]),
      });
      expect(stops.map(({ message }) => message)).toEqual(
        expected.problems.map(({ message }: { message: string }) => message),
      );
      expect(loadError).toBe(expected.loadError);
      compared += pulls.length;
    }
    expect(compared).toBeGreaterThan(worlds * 2);
  });

  it(`agree on the text that the page shows of ${shownClusters} random worlds`, async () => {
    const folder = reports.folder({ 'README.md': '' });
    const page = await reports.open(await reports.write('--empty'));
    for (let seed = 0; seed < shownClusters; seed++) {
      const { file, text, images } = randomCluster(seed, folder);
      const [image = ''] = images;
      const { out } = await reports.cli('resolve', '-o', 'json', '--in', file, '--', image);
      const [expected] = JSON.parse(out).results;
      await page.goto(
        `${new URL(page.url()).origin === 'null' ? page.url().split('#')[0] : page.url()}#input`,
      );
      await page.getByLabel('Manifests (YAML or JSON)').fill(text);
      await page.getByRole('button', { name: 'Read' }).click();
      await page.getByText(/evaluated as OpenShift|no objects yet/).waitFor();
      await page.getByRole('link', { name: 'Pull explorer' }).click();
      await page.getByLabel('Image, pod spec').fill(image);
      await page.locator('.verdict-text', { hasText: expected.verdict.text }).first().waitFor();
      if (expected.candidates.length === 0)
        expect(await page.locator('.location').count()).toBe(expected.sources.length);
    }
  });
});
