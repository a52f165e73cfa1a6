import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts Chromium. If it is not installed, the error describes how to install it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? paths.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      'the tests of the report page need Chromium: run "apt-get install chromium", ' +
        'or set CHROMIUM to the path of a Chromium or Chrome',
    );
  }
  // Chromium requires --no-sandbox as root, which is common in CI containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath, args });
}
