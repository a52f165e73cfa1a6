/** Runs during `npm version X.Y.Z`, after npm set the version in package.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, version } from './bundle-options.mjs';
import { setVersion } from './release/versions.ts';

const chart = readFileSync(join(root, 'charts', 'mirrorguard', 'Chart.yaml'), 'utf8');
const previous = /^version: (\S+)$/m.exec(chart)?.[1];
if (previous === undefined) throw new Error('Chart.yaml contains no version');
setVersion(previous, version, new Date().toISOString().slice(0, 10));
