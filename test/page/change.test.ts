import { beforeAll, describe, expect, it } from '@jest/globals';
import { change, clusterConfig, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();

describe('before and after', () => {
  let stored: string;
  let written: string;
  let expected: {
    readonly rollout: { readonly verdict: string; readonly reasons: readonly string[] };
    readonly pulls: readonly { readonly scope: string; readonly pulledBy: string }[];
    readonly diff: string;
    readonly before: { readonly size: { readonly bytesLeft: number } };
    readonly after: { readonly size: { readonly bytesLeft: number } };
  };
  beforeAll(async () => {
    stored = reports.folder({ 'teams.yaml': teams, 'config.yaml': clusterConfig });
    written = reports.folder({ 'change.yaml': change });
    expected = JSON.parse((await reports.cli('diff', '--apply', stored, written, '-o', 'json')).out);
  });

  it('show the rollout, the pulls, the bytes left and the difference that diff reports', async () => {
    const page = await reports.open(await reports.write(written, '--stored', stored), {
      fragment: '#change',
    });
    await page.waitForSelector('.diff');
    await expect(page.locator('.verdict .badge').innerText()).resolves.toBe(expected.rollout.verdict);
    const reasons = await page.locator('.reasons li').allInnerTexts();
    for (const reason of expected.rollout.reasons) expect(reasons).toContain(reason);
    expect((await page.locator('#pull-changes [role=option]').allInnerTexts()).map(oneLine)).toEqual(
      expected.pulls.map(({ scope, pulledBy }) => `${scope} by ${pulledBy}`),
    );
    const left = (side: typeof expected.before) => `${side.size.bytesLeft.toLocaleString('en')} bytes left`;
    expect(await page.locator('.sides > .side > p > .badge.good').first().innerText()).toBe(
      left(expected.before),
    );
    expect(await page.locator('.side', { hasText: 'After' }).first().innerText()).toContain(
      left(expected.after),
    );
    const shown = (await page.locator('.diff').innerText()).trimEnd();
    expect(expected.diff.startsWith(shown)).toBe(true);
    expect(shown).toContain('--- before/etc/containers/registries.conf');
  });

  it('show the same for a change that is pasted into the page', async () => {
    const page = await reports.open(await reports.write(stored), { fragment: '#change' });
    await page.getByLabel('Manifests of the change').fill(change);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.waitForSelector('.diff');
    await expect(page.locator('.verdict .badge').innerText()).resolves.toBe(expected.rollout.verdict);
    expect(await page.locator('#pull-changes [role=option]').count()).toBe(expected.pulls.length);
    await page.getByText('Compare with another change').click();
    await page.getByRole('button', { name: 'Remove the change' }).click();
    await page.waitForSelector('.diff', { state: 'detached' });
  });

  it('replaces the state if the user chooses to', async () => {
    const replaced = JSON.parse((await reports.cli('diff', stored, written, '-o', 'json')).out);
    const page = await reports.open(await reports.write(stored), { fragment: '#change' });
    await page.getByLabel('Replace the current state').check();
    await page.getByLabel('Manifests of the change').fill(change);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.waitForSelector('.diff');
    expect(await page.locator('#pull-changes').getAttribute('aria-label')).toBe('Pulls that change');
    await expect(
      page.getByRole('heading', { name: `${replaced.pulls.length} pulls change` }).count(),
    ).resolves.toBe(1);
  });

  it('apply to the other views, for the state before and after', async () => {
    const file = await reports.write(written, '--stored', stored);
    const locations = async (fragment: string) => {
      const page = await reports.open(file, { fragment });
      await page.waitForSelector('.location');
      return await page.locator('.location-head > code').allInnerTexts();
    };
    const image = `#image=quay.io/team/tool@sha256:${'1'.repeat(64)}`;
    expect(await locations(image)).toEqual([
      'mirror-b.example.com/team/tool',
      'mirror-a.example.com:5000/team/tool',
      'quay.io/team/tool',
    ]);
    expect(await locations(`${image}&before`)).toEqual([
      'mirror-a.example.com:5000/team/tool',
      'mirror-b.example.com/team/tool',
      'quay.io/team/tool',
    ]);
  });
});

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
