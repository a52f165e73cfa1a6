// The licences of the packages inside the bundles: they ask to be handed out with every copy, and a bundle or an image is one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One text with the name, version and licence of each package, sorted by name.
 *
 * @param inputs the bundled files, as esbuild's metafile names them: with forward slashes, from `root`
 * @throws where a package does not say under which licence it comes: such a one may not be bundled
 */
export function describeLicenses(inputs, root) {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  const sections = new Set([...folders].map((folder) => describePackage(join(root, folder))));
  return `${[...sections].sort().join(`\n${'-'.repeat(100)}\n\n`)}`;
}

function describePackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} ${version} names no licence in its package.json`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`);
  return `${name} ${version} (${license})\n${texts.join('')}`;
}
