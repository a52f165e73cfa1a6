import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { clusterConfig, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();

describe('the scopes', () => {
  let file: string;
  beforeAll(async () => {
    file = await reports.write(reports.folder({ 'teams.yaml': teams, 'config.yaml': clusterConfig }));
  });

  const rowsOf = (page: Page) =>
    page
      .locator('#scopes [role=treeitem]')
      .evaluateAll((rows) => rows.map((row) => `${row.ariaLevel} ${row.querySelector('code')?.textContent}`));

  it('are a tree in which each scope is below the narrowest one that encloses it', async () => {
    const page = await reports.open(file, { fragment: '#scopes' });
    await page.waitForSelector('#scopes-0');
    expect(await rowsOf(page)).toEqual([
      '1 mirror-b.example.com',
      '1 mirror-c.example.com/web',
      '1 quay.io',
      '2 quay.io/team',
      '3 quay.io/team/app',
      '2 quay.io/unused',
      '1 registry.example.io',
      '2 registry.example.io/web',
    ]);
  });

  it('expand and collapse with the arrow keys', async () => {
    const page = await reports.open(file, { fragment: '#scope=quay.io' });
    await page.locator('#scopes').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await rowsOf(page)).toEqual([
      '1 mirror-b.example.com',
      '1 mirror-c.example.com/web',
      '1 quay.io',
      '1 registry.example.io',
      '2 registry.example.io/web',
    ]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(new URL(page.url()).hash).toBe('#scope=quay.io/team');
  });

  it.each([
    [
      'Shadowing',
      ['quay.io', 'quay.io/team', 'quay.io/team/app', 'registry.example.io', 'registry.example.io/web'],
    ],
    ['NeverContactSource does not apply', ['registry.example.io', 'registry.example.io/web']],
    ['Unused', ['quay.io', 'quay.io/unused']],
  ])('filter by %s', async (label, scopes) => {
    const page = await reports.open(file, { fragment: '#scopes' });
    await page.waitForSelector('#scopes-0');
    await page.getByLabel(label).check();
    expect((await rowsOf(page)).map((row) => row.split(' ')[1])).toEqual(scopes);
  });

  it('show how a scope affects the mirrors of the broader one', async () => {
    const page = await reports.open(file, { fragment: '#scope=quay.io/team/app' });
    await page.waitForSelector('.detail');
    const detail = await page.locator('.detail').innerText();
    expect(detail).toContain(
      'Its mirrors by digest: this scope shadows them: it has no mirrors for these pulls.',
    );
    expect(detail).toContain('Its mirrors by tag: this scope leaves them as they are.');
    expect(detail).toContain('no-shadowed-mirrors');
  });
});
