import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { clusterConfig, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('Manifests (YAML or JSON)').fill(text);
  await page.getByRole('button', { name: 'Read' }).click();
}

describe('the input', () => {
  it('of a page without data is pasted, and then shown by every view', async () => {
    const page = await reports.open(await reports.write('--empty'));
    await page.getByRole('link', { name: 'Paste or drop manifests' }).click();
    await paste(page, `${teams}---\n${clusterConfig}`);
    await page.getByText('3 mirror sets with 6 entries, evaluated as OpenShift 4.20').waitFor();
    await page.getByRole('link', { name: 'Pull explorer' }).click();
    await page.getByLabel('Image, pod spec').fill('quay.io/team/app:v1');
    await page.waitForSelector('.location');
    expect(await page.locator('.location').first().innerText()).toContain('pasted.yaml:33');
  });

  it('with a syntax error is reported with its line, and the page keeps the previous state', async () => {
    const page = await reports.open(await reports.write(reports.folder({ 'teams.yaml': teams })), {
      fragment: '#input',
    });
    await paste(page, 'apiVersion: v1\nkind: ImageDigestMirrorSet\n\tspec: {}\n');
    await page.waitForSelector('.problems li');
    expect(await page.locator('.problems li').innerText()).toBe(
      'pasted.yaml:3:1 this line is indented with a tab, but YAML allows only spaces. Indent with spaces.',
    );
    await page.getByText('The page still shows the previous state').waitFor();
    await page.getByText('3 mirror sets with 6 entries').waitFor();
  });

  it.each([
    ['', 'a comment alone', '# nothing\n', 'pasted.yaml has no document. Paste YAML or JSON of API objects.'],
    [
      '',
      'a Helm template',
      'kind: {{ .Values.kind }}\n',
      /^pasted\.yaml:1:8 this is a Helm template, not YAML yet/,
    ],
  ])('%sreports %s', async (_, __, text, expected) => {
    const page = await reports.open(await reports.write('--empty'), { fragment: '#input' });
    await paste(page, text);
    await page.waitForSelector('.problems li');
    expect(await page.locator('.problems li').innerText()).toMatch(expected);
  });

  it('can be dropped as a file', async () => {
    const page = await reports.open(await reports.write('--empty'));
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${JSON.stringify(teams)}], 'dropped.yaml'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    await page.getByText('3 mirror sets with 6 entries').waitFor();
    await page.getByText('dropped.yaml, 3 objects').waitFor();
  });

  it('of several clusters is shown one cluster at a time, also by its address', async () => {
    const folder = reports.folder({
      'east/sets.yaml': teams,
      'west/sets.yaml': teams.replaceAll('mirror-a.example.com:5000', 'west.example.com'),
    });
    const file = await reports.write(folder);
    const page = await reports.open(file, { fragment: '#image=quay.io/team/tool:v1' });
    const clusters = await page.getByLabel('Cluster').locator('option').allInnerTexts();
    expect(clusters.map((name) => name.split('/').at(-1))).toEqual(['east', 'west']);
    await page.getByLabel('Cluster').selectOption(clusters[1] ?? '');
    await page.getByRole('link', { name: 'Merge graph', exact: true }).click();
    await page.getByText('west.example.com/team').first().waitFor();
    const again = await reports.open(file, { fragment: new URL(page.url()).hash });
    await again.getByText('west.example.com/team').first().waitFor();
  });
});
