import { beforeAll, describe, expect, it } from '@jest/globals';
import { useReports } from './support/report.ts';

const reports = useReports();
const objects = 50;
const entriesPerObject = 200;

/** 10,000 entries with a trailing slash, which a rule reports. */
function largeInput(): string {
  return Array.from({ length: objects }, (_, object) => {
    const entries = Array.from({ length: entriesPerObject }, (__, index) => {
      const path = `team-${object}/app-${index}`;
      return `    - {source: registry-${object % 5}.example.io/${path}, mirrors: [mirror.example.com/${path}]}\n`;
    });
    return `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: set-${object}}
spec:
  imageDigestMirrors:
${entries.join('')}`;
  }).join('---\n');
}

describe('a page with 10,000 entries', () => {
  let file: string;
  beforeAll(async () => {
    file = await reports.write(reports.folder({ 'large.yaml': largeInput() }));
  });

  it('shows only the visible rows of the scopes, and moves to the last one', async () => {
    const page = await reports.open(file, { fragment: '#scopes' });
    await page.waitForSelector('#scopes-0');
    expect(await page.locator('#scopes [role=treeitem]').count()).toBeLessThan(60);
    expect(await page.locator('#scopes-0').getAttribute('aria-setsize')).toBe('10005');
    await page.locator('#scopes').focus();
    await page.keyboard.press('End');
    await expect(page.locator('.detail > h3').innerText()).resolves.toMatch(
      /^registry-4\.example\.io\/team-\d+\/app-\d+$/,
    );
    await page.locator('#scopes-10004').waitFor();
  });

  it('shows the pull of each typed image, in a time that is printed', async () => {
    const page = await reports.open(file);
    const field = page.getByLabel('Image, pod spec');
    const typed = async (image: string) => {
      // Measures from the input event to the first frame that contains the result.
      const took = page.evaluate(`new Promise((resolve) => {
        let start = 0;
        document.addEventListener('input', () => { start = performance.now(); }, { once: true });
        new MutationObserver((_, observer) => {
          const shown = document.querySelector('.verdict-image')?.textContent;
          if (shown !== ${JSON.stringify(image)}) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - start));
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      })`);
      await field.fill(image);
      return Number(await took);
    };
    const image = (number: number) =>
      `registry-3.example.io/team-3/app-${number}@sha256:${String(number).padStart(64, '0')}`;
    await typed(image(0));
    const times: number[] = [];
    for (let number = 1; number <= 20; number++) times.push(await typed(image(number)));
    times.sort((a, b) => a - b);
    process.stdout.write(
      `Typing to result with 10,000 entries: median ${times[10]?.toFixed(0)} ms, worst ${times[19]?.toFixed(0)} ms\n`,
    );
    expect(await page.locator('.location-head > code').allInnerTexts()).toEqual([
      'mirror.example.com/team-3/app-20',
      'registry-3.example.io/team-3/app-20',
    ]);
  });

  it('lists 1,000 pasted images, of which only the visible rows exist', async () => {
    const page = await reports.open(file);
    const images = Array.from({ length: 1000 }, (_, index) => `registry-1.example.io/team-1/app-${index}:v1`);
    await page.getByLabel('Image, pod spec').fill(images.join('\n'));
    await page.waitForSelector('#images-0');
    expect(await page.locator('#images-0').getAttribute('aria-setsize')).toBe('1000');
    expect(await page.locator('#images [role=option]').count()).toBeLessThan(60);
  });
});
