import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noClusters } from '../../../scripts/generate/no-clusters.ts';
import type { CliIo } from '../../../src/cli/cli-io.ts';
import { type Run, run } from '../../cli/run.ts';
import { launchBrowser } from './browser.ts';

const root = join(import.meta.dirname, '..', '..', '..');

interface OpenOptions {
  readonly fragment?: string;
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** Reports of one test file. The CLI writes them, and the browser opens them from disk. */
export interface Reports {
  /** Writes files into a new folder, and returns its path. */
  readonly folder: (files: Readonly<Record<string, string>>) => string;
  readonly cli: (...args: readonly string[]) => Promise<Run>;
  /** The page that `mirrorguard report ARGS` writes. */
  readonly write: (...args: readonly string[]) => Promise<string>;
  readonly open: (file: string, options?: OpenOptions) => Promise<Page>;
}

/**
 * Starts the browser for a test file. After each test, checks that no page has sent a request, violated its
 * content security policy or thrown an error.
 *
 * @param clusters the clusters for `--live`; by default, the command cannot access a cluster
 */
export function useReports(clusters: CliIo['clusters'] = noClusters): Reports {
  const base = mkdtempSync(join(tmpdir(), 'mirrorguard-page-'));
  let browser: Browser;
  let pages: Page[] = [];
  let problems: string[] = [];
  let written = 0;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.close()));
    pages = [];
    const found = problems;
    problems = [];
    expect(found).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(base, { recursive: true });
  });

  const readReportPage = () => readFileSync(join(root, 'dist', 'report.html'), 'utf8');
  const cli = (...args: readonly string[]) => run(args, { readReportPage, clusters });
  const watch = (page: Page) => {
    page.on('request', (request) => {
      if (!/^(?:file|blob|data):/.test(request.url())) problems.push(`request to ${request.url()}`);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
  };
  return {
    folder: (files) => {
      const path = join(base, `input-${++written}`);
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
      return path;
    },
    cli,
    write: async (...args) => {
      const file = join(base, `report-${++written}.html`);
      const { code, err } = await cli('report', ...args, '--output-file', file);
      if (code !== 0) throw new Error(err);
      return file;
    },
    open: async (file, { fragment = '', scheme = 'light', width = 1280 } = {}) => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
      pages.push(page);
      watch(page);
      await page.goto(`file://${file}${fragment}`);
      await page.waitForSelector('main h2');
      return page;
    },
  };
}
