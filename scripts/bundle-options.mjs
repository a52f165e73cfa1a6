import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The options of esbuild for programs: the bundles of dist/ and the single-file executable. */
export const programOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  // Not the identifiers: names in stack traces would then take a call for each function that is made, which costs more than reading them.
  minifyWhitespace: true,
  minifySyntax: true,
  // Licenses are separate files: one non-ASCII letter in a name would double the memory that the bundle takes.
  legalComments: 'none',
  metafile: true,
  define: { MIRRORGUARD_VERSION: JSON.stringify(version) },
  alias: {
    // Handlers read bodies themselves; express's parsers would bring the tables of every character set, a quarter of the bundle.
    'body-parser': join(root, 'scripts', 'no-body-parser.cjs'),
    // Several of express's packages have a copy of their own of the same table.
    'mime-types': createRequire(createRequire(import.meta.url).resolve('express')).resolve('mime-types'),
  },
  logLevel: 'warning',
  // Only sources that run from a checkout read import.meta; a CommonJS bundle has none.
  logOverride: { 'empty-import-meta': 'silent' },
};
