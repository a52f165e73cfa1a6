import { beforeAll, describe, expect, it } from '@jest/globals';
import { clusterConfig, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();

describe('the merge graph', () => {
  let file: string;
  beforeAll(async () => {
    file = await reports.write(reports.folder({ 'teams.yaml': teams, 'config.yaml': clusterConfig }));
  });

  it('shows one lane per list, and marks the step that the order reverses', async () => {
    const page = await reports.open(file, { fragment: '#source=quay.io/team' });
    await page.waitForSelector('.graph');
    expect(await page.locator('.graph .lane-number').allTextContents()).toEqual(['1', '2']);
    expect(await page.locator('.graph .location-name').allTextContents()).toEqual([
      'mirror-a.example.com:5000/team',
      'mirror-b.example.com/team',
      'quay.io/team',
    ]);
    expect(await page.locator('.graph .step').count()).toBe(4);
    expect(await page.locator('.graph .step.reversed').count()).toBe(1);
  });

  it('has the same content as text', async () => {
    const page = await reports.open(file, { fragment: '#source=quay.io/team' });
    await page.waitForSelector('.graph');
    expect(await page.locator('.graph svg').getAttribute('aria-label')).toBe(
      '2 lists merged into the order mirror-a.example.com:5000/team, mirror-b.example.com/team, quay.io/team; ' +
        '1 step is reversed',
    );
    const text = await page.locator('.detail').innerText();
    expect(text).toContain('mirror-b.example.com/team before mirror-a.example.com:5000/team, in list 2');
    expect(text).toContain('mirror-b.example.com/team → mirror-a.example.com:5000/team → quay.io/team');
  });

  it('lists sources with contradictory lists first', async () => {
    const page = await reports.open(file, { fragment: '#merge' });
    await page.waitForSelector('#sources-0');
    const rows = await page.locator('#sources [role=option]').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
      'quay.io/team conflict',
      'quay.io/team/app',
      'registry.example.io',
      'registry.example.io/web',
    ]);
  });
});
