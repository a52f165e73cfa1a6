import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { clusterConfig, digest, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();

describe('the pull explorer', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = reports.folder({ 'teams.yaml': teams, 'config.yaml': clusterConfig });
    file = await reports.write(folder);
  });

  const openImage = (image: string) => reports.open(file, { fragment: `#image=${image}` });
  const textsOf = async (page: Page, selector: string) =>
    (await page.locator(selector).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

  it('shows each location in order, with the entry, the field and the line that is the reason', async () => {
    const page = await openImage(`quay.io/team/tool@${digest}`);
    await page.waitForSelector('.location');
    const path = (name: string) => join(folder, name);
    expect(await textsOf(page, '.location')).toEqual([
      'mirror-a.example.com:5000/team/tool digest mirror Listed in: ' +
        `ImageDigestMirrorSet platform spec.imageDigestMirrors[0].mirrors[0] ${path('teams.yaml')}:9 ` +
        `ImageDigestMirrorSet web spec.imageDigestMirrors[0].mirrors[1] ${path('teams.yaml')}:21`,
      'mirror-b.example.com/team/tool digest mirror TLS not verified Listed in: ' +
        `ImageDigestMirrorSet platform spec.imageDigestMirrors[0].mirrors[1] ${path('teams.yaml')}:9 ` +
        `ImageDigestMirrorSet web spec.imageDigestMirrors[0].mirrors[0] ${path('teams.yaml')}:21`,
      'quay.io/team/tool source The registry itself',
    ]);
  });

  it('shows the verdict sentence of resolve', async () => {
    const image = `quay.io/team/tool@${digest}`;
    const resolved = JSON.parse((await reports.cli('resolve', image, '-o', 'json', '--in', folder)).out);
    const page = await openImage(image);
    expect(await textsOf(page, '.verdict-text')).toEqual([`Mirrored ${resolved.results[0].verdict.text}`]);
  });

  it('shows entries that match less, and entries for the other kind of pull, with the reason', async () => {
    const page = await openImage(`quay.io/team/app@${digest}`);
    await page.waitForSelector('.others li');
    const [own, broader] = await textsOf(page, '.others > li');
    expect(own).toMatch(/^quay\.io\/team\/app Its mirrors serve pulls by tag only Mirrors: mirror-c\./);
    expect(broader).toMatch(/^quay\.io\/team Less specific than quay\.io\/team\/app: only the entry with/);
    expect(broader).toContain(`ImageDigestMirrorSet platform spec.imageDigestMirrors[0] `);
    expect(await textsOf(page, '.verdict-text')).toEqual([
      'No mirror no mirror is tried: the mirror of this entry serves tags only; pulls from quay.io/team/app',
    ]);
  });

  it('marks blocked locations with the entry that blocks them', async () => {
    const page = await openImage(`registry.example.io/web/shop@${digest}`);
    const [first = '', second = ''] = await textsOf(page, '.location');
    expect(first).toContain('mirror-c.example.com/web/shop digest mirror blocked');
    expect(first).toContain('Blocked by mirror-c.example.com/web; nodes try the next location');
    expect(first).toContain('Image cluster spec.registrySources.blockedRegistries[0]');
    expect(second).toBe('registry.example.io/web/shop source The registry itself');
  });

  it('lists the images of a pod spec, each with its verdict', async () => {
    const page = await reports.open(file);
    await page
      .getByLabel('Image, pod spec')
      .fill(
        [
          'apiVersion: v1',
          'kind: Pod',
          'spec:',
          '  initContainers:',
          '    - image: "quay.io/team/app:v1"',
          '  containers:',
          '    - name: web',
          `      image: registry.example.io/shop@${digest}`,
          '    # image: quay.io/commented/out:v1',
          "    - {name: c, 'image': 'quay.io/other/tool:2'}",
        ].join('\n'),
      );
    await page.waitForSelector('#images-1');
    expect(await textsOf(page, '#images [role=option] code')).toEqual([
      'quay.io/team/app:v1',
      `registry.example.io/shop@${digest}`,
      'quay.io/other/tool:2',
    ]);
    await page.locator('#images').focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.pull .verdict-image').innerText()).resolves.toBe(
      `registry.example.io/shop@${digest}`,
    );
  });

  it('lists each candidate of a short name', async () => {
    const page = await openImage('nginx');
    await page.waitForSelector('.candidates');
    expect(await textsOf(page, '.candidates .verdict-image')).toEqual([
      'registry.access.redhat.com/nginx:latest',
      'docker.io/library/nginx:latest',
    ]);
  });

  it('keeps the image in the address, which opens the same view again', async () => {
    const page = await reports.open(file);
    await page.getByLabel('Image, pod spec').fill('quay.io/team/app:v1');
    await page.waitForSelector('.location');
    expect(new URL(page.url()).hash).toBe('#image=quay.io/team/app:v1');
    const again = await reports.open(file, { fragment: new URL(page.url()).hash });
    expect(await textsOf(again, '.location')).toEqual(await textsOf(page, '.location'));
  });

  it('reports a stop of the operator with its fields instead of locations', async () => {
    const stopped = reports.folder({
      'stop.yaml': teams.replace('mirror-c.example.com/web]', 'mirror-c/web/]'),
    });
    const page = await reports.open(await reports.write(stopped), { fragment: '#image=quay.io/team/a:v1' });
    await page.waitForSelector('.failure');
    const [text = ''] = await textsOf(page, '.failure');
    expect(text).toContain('invalid format for mirror "mirror-c/web/"');
    expect(text).toContain(
      `ImageDigestMirrorSet web spec.imageDigestMirrors[1].mirrors[0] ${stopped}/stop.yaml:23`,
    );
    expect(await page.locator('.location').count()).toBe(0);
  });
});
